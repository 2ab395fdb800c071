FROM rust:1.91-trixie AS build

WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:trixie-slim
WORKDIR /app
COPY --from=build /app/target/release/kiln /app/target/release/kiln

CMD ["./target/release/kiln"]
