FROM rust:1.79

ENV CARGO_TARGET_DIR=/build

WORKDIR /app

COPY . .

RUN cargo build --profile dist

EXPOSE 8080

CMD ["/build/x86_64-unknown-linux-gnu/dist/kiln"]
