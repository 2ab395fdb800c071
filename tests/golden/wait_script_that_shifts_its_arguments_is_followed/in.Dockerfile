FROM golang:1.23-alpine
RUN apk add --no-cache bash
WORKDIR /app
COPY . .
RUN go build -o server .
CMD ["./wait.sh", "db", "./server"]
