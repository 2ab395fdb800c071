FROM golang:1.23-bookworm AS build
RUN wget -qO- https://example.org/migrate.tar.gz | tar -xz && mv migrate.linux-amd64 $GOPATH/bin/migrate
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /go/bin/migrate /usr/local/bin/migrate
COPY --from=build /app/server /app/server
CMD ["./server"]
