FROM rust:1.84-bookworm@sha256:9f5a0c1e6d3b4a7f8e2c5d1b0a9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c3b2a1f AS build

WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/target/release/mill /app/target/release/mill

CMD ["/app/target/release/mill"]
