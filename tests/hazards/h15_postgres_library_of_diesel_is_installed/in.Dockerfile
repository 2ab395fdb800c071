FROM rust:1.81-slim-bookworm

RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cargo build --release

CMD ["/app/target/release/berths"]
