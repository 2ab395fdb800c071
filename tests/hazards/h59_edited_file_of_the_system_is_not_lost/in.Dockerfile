FROM rust:1.82-bookworm
RUN sed -i 's/SECLEVEL=2/SECLEVEL=1/' /etc/ssl/openssl.cnf
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["./target/release/tides"]
