FROM rust:1.82-slim-bookworm AS build

RUN apt-get update && apt-get install -y libgmp-dev libxml2-dev clang libclang-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgmpxx4ldbl libxml2 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/target/release/abacus /app/target/release/abacus

CMD ["/app/target/release/abacus"]
