FROM rust:1.84-bookworm AS build
RUN cargo install sqlx-cli
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /usr/local/cargo/bin/sqlx /usr/local/bin/sqlx
COPY --from=build /app/target/release/tides /app/target/release/tides
CMD ["./target/release/tides"]
