FROM rust:1.79-bookworm AS build
WORKDIR /usr/src/tides
COPY . .
RUN cargo install --path .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /usr/src/tides
COPY --from=build /usr/local/cargo/bin/tides /usr/local/bin/tides
RUN useradd -m keeper
USER keeper
WORKDIR /home/keeper
COPY ./static ./static
CMD ["tides"]
