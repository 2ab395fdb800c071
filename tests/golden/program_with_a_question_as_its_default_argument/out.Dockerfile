FROM golang:1.22-bookworm AS build
WORKDIR /src/tides
COPY . .
RUN go install ./cmd/tides

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src/tides
COPY --from=build /src/tides /src/tides
COPY --from=build /go/bin/tides /usr/local/bin/tides
ENTRYPOINT ["tides"]
CMD ["--help"]
