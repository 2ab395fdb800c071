FROM rust:trixie AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM debian:trixie-slim

WORKDIR /app

COPY --from=build /app/target/release/app /app/target/release/app

CMD ["./target/release/app"]
