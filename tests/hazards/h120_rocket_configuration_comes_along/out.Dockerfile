FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/Rocket.toml /app/Rocket.toml
COPY --from=build /app/target/release/pier /app/target/release/pier

ENV ROCKET_PORT=8080

EXPOSE 8080

CMD ["./target/release/pier"]
