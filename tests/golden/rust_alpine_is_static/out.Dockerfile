FROM rust:1.79-alpine AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM alpine:3.20

WORKDIR /app

COPY --from=build /app/target/release/app /app/target/release/app

CMD ["./target/release/app"]
