FROM rust:1.84-bookworm
RUN cargo install sqlx-cli
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["./target/release/tides"]
