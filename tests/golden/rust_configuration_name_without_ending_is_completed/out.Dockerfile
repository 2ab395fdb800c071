FROM rust:1.80-bookworm AS build
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/settings.toml* /app/
COPY --from=build /app/target/release/app /app/target/release/app
CMD ["./target/release/app"]
