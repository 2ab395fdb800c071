FROM rust:1.80
WORKDIR /app
COPY . .
RUN cargo build --release
CMD sleep 5 && export MODE=production && cargo run --release > log.txt
