FROM golang:1.22-bookworm AS build
WORKDIR /src/tides
COPY . .
RUN go build -o /usr/local/bin/tides ./cmd/tides && go build -o /usr/local/bin/moon ./cmd/moon

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src/tides
COPY --from=build /src/tides /src/tides
COPY --from=build /usr/local/bin/moon /usr/local/bin/tides /usr/local/bin/
COPY start-all /usr/local/bin/
CMD ["start-all"]
