FROM golang:1.23-bookworm AS build

WORKDIR /app

COPY . .

RUN go build -o tides .

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates git openssh-client \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app/tides /app/tides

EXPOSE 8080

CMD ["./tides"]
