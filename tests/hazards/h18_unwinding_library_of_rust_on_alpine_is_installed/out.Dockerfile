FROM rust:1.84-alpine AS build

RUN apk add musl-dev openssl-dev pkgconf
WORKDIR /app
COPY . .
RUN RUSTFLAGS="-C target-feature=-crt-static" cargo build --release

FROM alpine:3.21
RUN apk add --no-cache libgcc
WORKDIR /app
COPY --from=build /app/target/release/seal /app/target/release/seal

CMD ["/app/target/release/seal"]
