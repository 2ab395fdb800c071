FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/target/release/build /app/target/release/build
COPY --from=build /app/target/release/gallery /app/target/release/gallery

EXPOSE 8080

CMD ["./target/release/gallery"]
