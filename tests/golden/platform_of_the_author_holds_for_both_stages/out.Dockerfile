FROM --platform=linux/amd64 rust:alpine AS build
WORKDIR /app
COPY . .
RUN cargo build --release

FROM --platform=linux/amd64 alpine:3.24
WORKDIR /app
COPY --from=build /app/target/release/app /app/target/release/app
CMD ["./target/release/app"]
