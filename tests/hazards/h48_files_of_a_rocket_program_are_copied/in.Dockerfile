FROM rust:1.82

WORKDIR /usr/src/larder

COPY . .

RUN cargo build --release

ENV ROCKET_ADDRESS=0.0.0.0
EXPOSE 8000

CMD ["./target/release/larder"]
