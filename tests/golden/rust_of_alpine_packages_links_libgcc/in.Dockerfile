FROM alpine:3.21
RUN apk add --no-cache rust cargo
WORKDIR /app
COPY . .
RUN cargo build --release
EXPOSE 8080
CMD ["./target/release/app"]
