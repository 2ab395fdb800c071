FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build --release --workspace

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/target/release/libmoon.so /app/target/release/libmoon.so
COPY --from=build /app/target/release/host /app/target/release/host

EXPOSE 8080

CMD ["./target/release/host"]
