FROM rust:1.84-slim-bookworm

RUN apt-get update && apt-get install -y pkg-config libssl-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cargo build --release

CMD ["/app/target/release/seal"]
