FROM golang:1.23-alpine

RUN apk add --no-cache gcc g++ musl-dev
WORKDIR /app
COPY . .
ENV CGO_ENABLED=1
RUN go build -o duck .

CMD ["/app/duck"]
