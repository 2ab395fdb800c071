FROM rust:1.82-slim-bookworm

RUN apt-get update && apt-get install -y libgmp-dev libxml2-dev clang libclang-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cargo build --release

CMD ["/app/target/release/abacus"]
