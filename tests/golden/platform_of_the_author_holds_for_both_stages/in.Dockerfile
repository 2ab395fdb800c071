FROM --platform=linux/amd64 rust:alpine
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["./target/release/app"]
