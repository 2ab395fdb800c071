FROM golang:1.22-bookworm AS build

WORKDIR /app

COPY . .

RUN go build -o /usr/local/bin/tides ./service

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /usr/local/bin/tides /usr/local/bin/tides

EXPOSE 8080

CMD ["tides"]
