FROM rust:1.79

WORKDIR /app

COPY . .

RUN cargo build --release

ENV LD_LIBRARY_PATH=/app/target/release

EXPOSE 8080

CMD ["./target/release/gull"]
