FROM rust:1.82-bookworm

WORKDIR /srv/larder
COPY . .
RUN cargo build --release

CMD ["/srv/larder/target/release/larder"]
