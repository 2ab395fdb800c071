FROM golang:1.22-bookworm AS build
COPY . /go/src/tides
RUN cd /go/src/tides && go install

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /go
COPY --from=build /go/src/tides /go/src/tides
COPY --from=build /go/bin/tides /usr/local/bin/tides
CMD cd /go/src/tides && tides
