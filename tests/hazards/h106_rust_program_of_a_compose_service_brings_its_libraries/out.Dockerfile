FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY --from=build /app/schedules /app/schedules
COPY --from=build /app/target/release/web /app/target/release/worker /app/target/release/

EXPOSE 8080

CMD ["./target/release/web"]
