FROM rust:1.85-slim-bookworm AS build
ENV REGION="North Sea"
WORKDIR /srv
COPY . .
RUN cargo build --release --locked -p api

FROM debian:bookworm-slim
ENV REGION="North Sea"
WORKDIR /srv
COPY --from=build /srv/target/release/api /srv/target/release/api
LABEL org.opencontainers.image.title="forecast"
EXPOSE 8080
ENTRYPOINT ["/srv/target/release/api"]
CMD ["8080"]
