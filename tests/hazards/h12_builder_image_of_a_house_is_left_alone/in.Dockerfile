FROM registry.example.org/tools/rust-builder:1.82

WORKDIR /app
COPY . .
RUN cargo build --release

CMD ["./target/release/kiln"]
