FROM rust:1.79-bookworm AS build

WORKDIR /usr/src/lighthouse

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

WORKDIR /usr/src/lighthouse

COPY --from=build /usr/src/lighthouse/target/release/lighthouse /usr/src/lighthouse/target/release/lighthouse

EXPOSE 8080

CMD ["./target/release/lighthouse"]
