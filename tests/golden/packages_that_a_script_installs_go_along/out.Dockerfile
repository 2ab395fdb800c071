FROM golang:1.23-bookworm AS build
WORKDIR /app
COPY . .
RUN ./scripts/prepare.sh
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg libvips42 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/server /app/server
USER nobody
CMD ["./server"]
