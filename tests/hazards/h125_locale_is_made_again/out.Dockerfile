FROM rust:1.82-bookworm AS build

RUN apt-get update && apt-get install -y locales && rm -rf /var/lib/apt/lists/*
RUN sed -i '/de_DE.UTF-8/s/^# //' /etc/locale.gen && locale-gen
ENV LANG=de_DE.UTF-8 \
    LC_ALL=de_DE.UTF-8

WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:bookworm-slim
ENV LANG=de_DE.UTF-8 \
    LC_ALL=de_DE.UTF-8
RUN apt-get update && apt-get install -y locales && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /etc/locale.gen /etc/locale.gen
COPY --from=build /usr/lib/locale /usr/lib/locale
COPY --from=build /app/target/release/tides /app/target/release/tides

CMD ["./target/release/tides"]
