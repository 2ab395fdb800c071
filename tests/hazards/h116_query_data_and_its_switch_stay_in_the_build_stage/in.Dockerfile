FROM rust:1.79

WORKDIR /app

COPY . .

ENV SQLX_OFFLINE=true
ENV RUST_LOG=info

RUN cargo build --release

EXPOSE 8080

CMD ["./target/release/larder"]
