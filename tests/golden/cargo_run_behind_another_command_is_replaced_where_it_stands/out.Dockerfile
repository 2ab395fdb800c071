FROM rust:1.84-bookworm AS build
RUN cargo install diesel_cli --no-default-features --features postgres
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libpq5 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /usr/local/cargo/bin/diesel /usr/local/bin/diesel
COPY --from=build /app/target/release/tides /app/target/release/tides
CMD diesel migration run && /app/target/release/tides
