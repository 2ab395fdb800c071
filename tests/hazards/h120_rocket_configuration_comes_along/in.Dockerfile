FROM rust:1.79

WORKDIR /app

COPY . .

RUN cargo build --release

ENV ROCKET_PORT=8080

EXPOSE 8080

CMD ["./target/release/pier"]
