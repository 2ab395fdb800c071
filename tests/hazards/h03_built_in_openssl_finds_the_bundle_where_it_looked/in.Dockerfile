FROM rust:1.83-alpine3.20

RUN apk add --no-cache musl-dev make perl ca-certificates
WORKDIR /src
COPY . .
RUN cargo build --release
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt

CMD ["/src/target/release/beacon"]
