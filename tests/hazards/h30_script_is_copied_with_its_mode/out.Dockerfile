FROM rust:1.84-bookworm AS build

WORKDIR /app
COPY . .
RUN cargo build --release
RUN chmod +x docker/start.sh

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/docker/start.sh /app/docker/start.sh
COPY --from=build /app/target/release/mill /app/target/release/mill

ENTRYPOINT ["/app/docker/start.sh"]
CMD ["/app/target/release/mill"]
