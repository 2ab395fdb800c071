FROM golang:1.23-alpine AS build
RUN apk add --no-cache bash
WORKDIR /app
COPY . .
RUN go build -o server .

FROM alpine:3.22
RUN apk add --no-cache bash
WORKDIR /app
COPY --from=build /app/wait.sh /app/wait.sh
COPY --from=build /app/server /app/server
CMD ["./wait.sh", "db", "./server"]
