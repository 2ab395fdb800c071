FROM rust:1.79-alpine

WORKDIR /app

COPY . .

RUN cargo build --release

CMD ["./target/release/app"]
