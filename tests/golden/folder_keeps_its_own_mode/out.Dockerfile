FROM golang:1.22 AS build
WORKDIR /app
RUN chmod 0777 /app
COPY . .
RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /app/server /app/server
RUN chmod 0777 /app
CMD ["./server"]
