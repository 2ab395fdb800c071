FROM rust:1.82-bookworm

WORKDIR /app

COPY . .

RUN cargo build --release

ENTRYPOINT ["./target/release/tides"]
