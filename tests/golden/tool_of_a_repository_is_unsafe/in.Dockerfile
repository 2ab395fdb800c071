FROM rust:1.84-bookworm
RUN cargo install --git https://example.org/gauges
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["./target/release/tides"]
