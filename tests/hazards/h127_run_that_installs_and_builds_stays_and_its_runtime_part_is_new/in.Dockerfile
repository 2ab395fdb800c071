FROM golang:1.23-bookworm

WORKDIR /app

COPY . .

RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg gcc make \
    && make pier \
    && rm -rf /var/lib/apt/lists/*

CMD ["/app/bin/pier"]
