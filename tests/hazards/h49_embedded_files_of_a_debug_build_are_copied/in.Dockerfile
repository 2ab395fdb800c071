FROM rust:1.82

WORKDIR /app

COPY . .

RUN cargo build

EXPOSE 8080

CMD ["./target/debug/tides"]
