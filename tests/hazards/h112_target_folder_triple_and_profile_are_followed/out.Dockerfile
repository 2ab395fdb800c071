FROM rust:1.79-bookworm AS build

ENV CARGO_TARGET_DIR=/build

WORKDIR /app

COPY . .

RUN cargo build --profile dist

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /build/x86_64-unknown-linux-gnu/dist/kiln /build/x86_64-unknown-linux-gnu/dist/kiln

EXPOSE 8080

CMD ["/build/x86_64-unknown-linux-gnu/dist/kiln"]
