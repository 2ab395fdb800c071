FROM rust:1.82-slim-bookworm

WORKDIR /app
COPY . .
RUN cargo build --release

EXPOSE 7000
CMD ["/app/target/release/mill"]
