FROM golang:1.23-bookworm AS build
RUN go install github.com/pressly/goose/v3/cmd/goose@v3.24.1 && go install github.com/swaggo/swag/cmd/swag@v1.16.4
RUN go install example.org/ropes/cmd/knot@v1.2.0
WORKDIR /app
COPY . .
RUN knot tie && go build -o server .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /go/bin/goose /usr/local/bin/goose
COPY --from=build /app/migrations /app/migrations
COPY --from=build /app/server /app/server
USER nobody
CMD ["./server"]
