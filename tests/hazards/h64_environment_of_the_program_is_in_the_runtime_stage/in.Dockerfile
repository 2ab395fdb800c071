FROM rust:1.79-slim-bookworm

ENV LARDER_ADDR=0.0.0.0:8080 \
    LARDER_SHELVES=12

WORKDIR /app

COPY . .

RUN cargo build --release

ENV RUST_LOG=info

EXPOSE 8080

CMD ["./target/release/larder"]
