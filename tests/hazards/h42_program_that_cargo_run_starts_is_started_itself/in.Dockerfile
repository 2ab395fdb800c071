FROM rust:1.82

WORKDIR /usr/src/tides
COPY . .

RUN cargo build --release

EXPOSE 8080

CMD ["cargo", "run", "--release"]
