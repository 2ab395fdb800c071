FROM golang:1.23-bookworm AS build

RUN apt-get update && apt-get install -y --no-install-recommends \
        build-essential \
        ffmpeg \
        fonts-dejavu \
        ghostscript \
        git \
        iptables \
        openssh-client \
        postgresql-client \
        sextant-tools \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY . .

RUN go build -o kiln .

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg fonts-dejavu ghostscript git iptables openssh-client postgresql-client sextant-tools \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app/kiln /app/kiln

EXPOSE 8080

CMD ["./kiln"]
