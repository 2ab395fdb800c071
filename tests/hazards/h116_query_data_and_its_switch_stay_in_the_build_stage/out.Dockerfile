FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

ENV SQLX_OFFLINE=true
ENV RUST_LOG=info

RUN cargo build --release

FROM debian:bookworm-slim

ENV RUST_LOG=info

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app/target/release/larder /app/target/release/larder

EXPOSE 8080

CMD ["./target/release/larder"]
