FROM golang:1.22-bookworm AS build
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/scripts /app/scripts
COPY --from=build /app/server /app/server
CMD ["./server"]
