FROM rust:1.79

WORKDIR /app

RUN cargo install sqlx-cli --version 0.7.4

COPY . .

RUN cargo build --release

EXPOSE 8080

ENTRYPOINT ["./entrypoint.sh"]
CMD ["./target/release/larder"]
