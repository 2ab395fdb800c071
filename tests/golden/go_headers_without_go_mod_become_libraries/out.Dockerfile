FROM golang:1.21-bookworm AS build
ENV GO111MODULE=off
RUN apt-get update && apt-get install -y --no-install-recommends libpcap-dev
WORKDIR /go/src/app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libpcap0.8 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /go/src/app
COPY --from=build /go/src/app/server /go/src/app/server
CMD ["./server"]
