FROM rust:1.82-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/target/release/tides /app/target/release/tides

ENTRYPOINT ["./target/release/tides"]
