FROM rust:1.80-bookworm AS build
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/target/release/app /app/target/release/app
CMD sleep 5 && export MODE=production && /app/target/release/app > log.txt
