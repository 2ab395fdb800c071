FROM rust:1.84-bookworm AS build
RUN cargo install --git https://example.org/gauges
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/target/release/tides /app/target/release/tides
CMD ["./target/release/tides"]
