FROM golang:1.23-bookworm AS build
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
ENV GOPATH=/go
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app /app
ENV TOOLS $GOPATH/bin:$PATH
CMD ["./server"]
