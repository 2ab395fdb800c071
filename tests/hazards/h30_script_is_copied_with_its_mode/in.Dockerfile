FROM rust:1.84-bookworm

WORKDIR /app
COPY . .
RUN cargo build --release
RUN chmod +x docker/start.sh

ENTRYPOINT ["/app/docker/start.sh"]
CMD ["/app/target/release/mill"]
