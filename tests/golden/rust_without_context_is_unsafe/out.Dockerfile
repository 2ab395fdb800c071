FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build --release

RUN rm -rf target/release/.fingerprint target/release/deps target/release/incremental

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app /app

CMD ["./target/release/app"]
