FROM golang:1.23-bookworm AS build
RUN wget -qO- https://example.org/migrate.tar.gz | tar -xz && mv migrate.linux-amd64 $GOPATH/bin/migrate
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /go/bin/migrate /usr/local/bin/migrate
COPY --from=build /app/server /app/server
CMD ["./server"]
