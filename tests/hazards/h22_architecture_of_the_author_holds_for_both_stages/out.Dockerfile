FROM --platform=linux/amd64 rust:1.84-bookworm AS build

RUN rustup target add x86_64-unknown-linux-gnu
WORKDIR /app
COPY . .
RUN cargo build --release --target x86_64-unknown-linux-gnu

FROM --platform=linux/amd64 debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/target/x86_64-unknown-linux-gnu/release/mill /app/target/x86_64-unknown-linux-gnu/release/mill

CMD ["/app/target/x86_64-unknown-linux-gnu/release/mill"]
