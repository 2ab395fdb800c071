FROM rust:1.82-bookworm AS build

WORKDIR /srv/larder
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/larder
COPY --from=build /srv/larder/target/release/larder /srv/larder/target/release/larder

CMD ["/srv/larder/target/release/larder"]
