FROM rust:1.79

RUN apt-get update && apt-get install -y libpq-dev libssl-dev pkg-config

WORKDIR /app

COPY . .

RUN cargo build --release

EXPOSE 8080

CMD ["./target/release/larder"]
