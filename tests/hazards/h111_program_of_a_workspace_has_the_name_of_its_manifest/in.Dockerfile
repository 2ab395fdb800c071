FROM rust:1.79

WORKDIR /app

COPY . .

RUN cargo install --locked --path crates/api

EXPOSE 8080

CMD ["tide-clock"]
