FROM rust:1.84-alpine

RUN apk add musl-dev openssl-dev pkgconf
WORKDIR /app
COPY . .
RUN RUSTFLAGS="-C target-feature=-crt-static" cargo build --release

CMD ["/app/target/release/seal"]
