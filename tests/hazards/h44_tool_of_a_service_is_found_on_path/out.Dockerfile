FROM golang:1.23-bookworm AS build

RUN go install github.com/golang-migrate/migrate/v4/cmd/migrate@v4.18.1

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o server .

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /go/bin/migrate /usr/local/bin/migrate
COPY --from=build /app/migrations /app/migrations
COPY --from=build /app/server /app/server

USER nobody

EXPOSE 8080

CMD ["./server"]
