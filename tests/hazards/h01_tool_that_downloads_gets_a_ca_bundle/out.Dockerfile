FROM golang:1.23 AS build

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/start.sh /app/start.sh
COPY --from=build /app/pier /app/pier

ENTRYPOINT ["/app/start.sh"]
