# escape=`
FROM golang:1.23-bookworm AS build

RUN apt-get update `
    && apt-get install -y --no-install-recommends gcc graphviz `
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY . .

RUN go build -o tides .

FROM debian:bookworm-slim

RUN apt-get update `
    && apt-get install -y --no-install-recommends graphviz `
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app/tides /app/tides

CMD ["./tides"]
