FROM rust:1.79-bookworm AS build

WORKDIR /app

RUN cargo install sqlx-cli --version 0.7.4

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /usr/local/cargo/bin/sqlx /usr/local/bin/sqlx
COPY --from=build /app/entrypoint.sh /app/entrypoint.sh
COPY --from=build /app/migrations /app/migrations
COPY --from=build /app/target/release/larder /app/target/release/larder

EXPOSE 8080

ENTRYPOINT ["./entrypoint.sh"]
CMD ["./target/release/larder"]
