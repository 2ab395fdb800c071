FROM rust:1.84-bookworm
RUN cargo install ripgrep && cargo install cargo-audit
WORKDIR /app
COPY . .
RUN cargo audit && cargo build --release
CMD ["./target/release/tides"]
