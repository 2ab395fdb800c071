FROM rust:1.84-bookworm
RUN cargo install diesel_cli --no-default-features --features postgres
WORKDIR /app
COPY . .
RUN cargo build --release
CMD diesel migration run && cargo run --release
