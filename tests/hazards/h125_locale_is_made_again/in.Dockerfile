FROM rust:1.82-bookworm

RUN apt-get update && apt-get install -y locales && rm -rf /var/lib/apt/lists/*
RUN sed -i '/de_DE.UTF-8/s/^# //' /etc/locale.gen && locale-gen
ENV LANG=de_DE.UTF-8 \
    LC_ALL=de_DE.UTF-8

WORKDIR /app
COPY . .
RUN cargo build --release

CMD ["./target/release/tides"]
