FROM rust:1-trixie AS build

WORKDIR /almanac

# Dependencies first: they change less often than the sources.
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release && rm -r src

COPY . .
RUN touch src/main.rs && cargo build --release

FROM debian:trixie-slim

WORKDIR /almanac

COPY --from=build /almanac/static /almanac/static
COPY --from=build /almanac/templates /almanac/templates
COPY --from=build /almanac/target/release/almanac /almanac/target/release/almanac

EXPOSE 8000
CMD ["target/release/almanac"]
