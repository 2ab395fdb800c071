FROM rust:1.82-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/static /app/static
COPY --from=build /app/target/debug/tides /app/target/debug/tides

EXPOSE 8080

CMD ["./target/debug/tides"]
