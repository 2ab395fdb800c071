FROM rust:1.90-trixie AS build

WORKDIR /app
COPY . .
RUN cargo build --release

FROM gcr.io/distroless/cc-debian13
WORKDIR /app
COPY --from=build /app/target/release/seal /app/target/release/seal

CMD ["/app/target/release/seal"]
