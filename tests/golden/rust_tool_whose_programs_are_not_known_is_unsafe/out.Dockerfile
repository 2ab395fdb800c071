FROM rust:1.84-bookworm AS build
RUN cargo install ripgrep && cargo install cargo-audit
WORKDIR /app
COPY . .
RUN cargo audit && cargo build --release

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/target/release/tides /app/target/release/tides
CMD ["./target/release/tides"]
