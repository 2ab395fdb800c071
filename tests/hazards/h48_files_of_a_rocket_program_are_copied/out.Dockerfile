FROM rust:1.82-bookworm AS build

WORKDIR /usr/src/larder

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

WORKDIR /usr/src/larder

COPY --from=build /usr/src/larder/Rocket.toml /usr/src/larder/Rocket.toml
COPY --from=build /usr/src/larder/migrations /usr/src/larder/migrations
COPY --from=build /usr/src/larder/static /usr/src/larder/static
COPY --from=build /usr/src/larder/templates /usr/src/larder/templates
COPY --from=build /usr/src/larder/target/release/larder /usr/src/larder/target/release/larder

ENV ROCKET_ADDRESS=0.0.0.0
EXPOSE 8000

CMD ["./target/release/larder"]
