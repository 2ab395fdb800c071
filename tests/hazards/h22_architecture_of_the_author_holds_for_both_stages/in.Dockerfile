FROM --platform=linux/amd64 rust:1.84-bookworm

RUN rustup target add x86_64-unknown-linux-gnu
WORKDIR /app
COPY . .
RUN cargo build --release --target x86_64-unknown-linux-gnu

CMD ["/app/target/x86_64-unknown-linux-gnu/release/mill"]
