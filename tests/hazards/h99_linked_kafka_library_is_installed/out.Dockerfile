FROM golang:1.23-bookworm AS build

RUN apt-get update && apt-get install -y librdkafka-dev pkg-config && rm -rf /var/lib/apt/lists/*

WORKDIR /src

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -tags dynamic -o /usr/local/bin/tides .

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates librdkafka++1 librdkafka1 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /src

COPY --from=build /usr/local/bin/tides /usr/local/bin/tides

CMD ["tides"]
