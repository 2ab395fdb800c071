FROM rust:1.82-bookworm AS build
RUN sed -i 's/SECLEVEL=2/SECLEVEL=1/' /etc/ssl/openssl.cnf
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /etc/ssl/openssl.cnf /etc/ssl/openssl.cnf
COPY --from=build /app/target/release/tides /app/target/release/tides
CMD ["./target/release/tides"]
