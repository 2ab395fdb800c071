FROM rust:1.82-bookworm

WORKDIR /app

COPY . .

RUN cargo build --release

CMD ["./target/release/tides"]
