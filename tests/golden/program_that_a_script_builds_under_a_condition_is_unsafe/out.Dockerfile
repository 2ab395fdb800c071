FROM golang:1.23-bookworm AS build
WORKDIR /app
COPY . .
RUN sh scripts/prepare.sh server

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app /app
CMD ["./bin/server"]
