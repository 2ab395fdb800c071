# syntax=docker/dockerfile:1
FROM rust:1.79

WORKDIR /app

COPY . .

RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/app/target \
    cargo build --release && \
    cp target/release/tides /usr/local/bin/tides

EXPOSE 8080

CMD ["tides"]
