FROM rust:1.82-slim-bookworm AS build

WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/target/release/mill /app/target/release/mill

EXPOSE 7000
CMD ["/app/target/release/mill"]
