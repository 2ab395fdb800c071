FROM alpine:3.21 AS build
RUN apk add --no-cache rust cargo
WORKDIR /app
COPY . .
RUN cargo build --release

FROM alpine:3.21
RUN apk add --no-cache libgcc
WORKDIR /app
COPY --from=build /app/target/release/app /app/target/release/app
EXPOSE 8080
CMD ["./target/release/app"]
