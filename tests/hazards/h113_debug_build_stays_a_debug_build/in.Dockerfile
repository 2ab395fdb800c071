FROM rust:1.79

WORKDIR /app

COPY . .

RUN cargo build

EXPOSE 8080

CMD ["./target/debug/tides"]
