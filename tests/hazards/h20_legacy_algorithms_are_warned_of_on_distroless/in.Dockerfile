FROM rust:1.90-trixie

WORKDIR /app
COPY . .
RUN cargo build --release

CMD ["/app/target/release/seal"]
