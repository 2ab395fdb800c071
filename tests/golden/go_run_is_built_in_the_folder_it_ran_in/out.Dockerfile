FROM golang:1.22-bookworm AS build
COPY . /src/tides
ENV GOFLAGS=-mod=mod
WORKDIR /src/tides
RUN go build -o /usr/local/bin/main main.go

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src/tides
COPY --from=build /src/tides /src/tides
COPY --from=build /usr/local/bin/main /usr/local/bin/main
EXPOSE 8080
CMD ["main"]
