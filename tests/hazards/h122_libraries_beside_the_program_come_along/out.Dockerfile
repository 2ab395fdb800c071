FROM rust:1.79-bookworm AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/models /app/models
COPY --from=build /app/target/release/*.so* /app/target/release/
COPY --from=build /app/target/release/gull /app/target/release/gull

ENV LD_LIBRARY_PATH=/app/target/release

EXPOSE 8080

CMD ["./target/release/gull"]
