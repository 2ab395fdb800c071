FROM rust:1.83-alpine3.20 AS build

RUN apk add --no-cache musl-dev make perl ca-certificates
WORKDIR /src
COPY . .
RUN cargo build --release

FROM scratch
WORKDIR /src
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/target/release/beacon /src/target/release/beacon
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt

CMD ["/src/target/release/beacon"]
