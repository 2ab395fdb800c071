FROM golang:1.23-bookworm AS build

WORKDIR /app

COPY . .

RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg gcc make \
    && make pier \
    && rm -rf /var/lib/apt/lists/*

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app/bin/pier /app/bin/pier

CMD ["/app/bin/pier"]
