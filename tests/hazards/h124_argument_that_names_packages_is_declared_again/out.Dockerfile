FROM golang:1.23-bookworm AS build

ARG TOOLS="ffmpeg jq"
RUN apt-get update && apt-get install -y --no-install-recommends ${TOOLS} && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY . .

RUN go build -o tides .

FROM debian:bookworm-slim

ARG TOOLS="ffmpeg jq"

RUN apt-get update && apt-get install -y --no-install-recommends ${TOOLS} && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app/tides /app/tides

USER nobody

CMD ["./tides"]
