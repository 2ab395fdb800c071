FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo install --locked --path crates/api

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /usr/local/cargo/bin/tide-clock /usr/local/bin/tide-clock

EXPOSE 8080

CMD ["tide-clock"]
