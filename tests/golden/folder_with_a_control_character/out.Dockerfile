FROM golang:1.22-bookworm AS build
WORKDIR /a b
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /a b
COPY --from=build ["/a\u0003 b", "/a\u0003 b"]
CMD ["./server"]
