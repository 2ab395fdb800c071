FROM rust:1.79

WORKDIR /app

COPY . .

RUN cargo build --release --locked

EXPOSE 8080

CMD ["./target/release/tides"]
