FROM golang:1.23-bookworm AS build

WORKDIR /srv/tides
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o tides ./cmd/tides

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/tides
COPY --from=build /srv/tides/tides /srv/tides/tides

EXPOSE 8080
CMD ["/srv/tides/tides"]
