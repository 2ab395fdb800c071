FROM rust:1.82-bookworm AS build

WORKDIR /usr/src/tides
COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

WORKDIR /usr/src/tides

COPY --from=build /usr/src/tides/target/release/tides /usr/src/tides/target/release/tides

EXPOSE 8080

CMD ["/usr/src/tides/target/release/tides"]
