# dfsplit in an image that holds nothing else:
#
#   docker build -t dfsplit .
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/work" dfsplit            print the patch for the current folder
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/work" dfsplit --write    edit it

# build is the version of Cargo.toml's rust-version, on Alpine, where rustc links statically with musl.
FROM rust:1.89.0-alpine3.22 AS build

WORKDIR /src

COPY . .

# Crates and what was made from them stay with the builder, so that a change of dfsplit compiles dfsplit alone.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo build --release --locked --bin dfsplit \
    && install -D target/release/dfsplit /out/dfsplit

FROM scratch

LABEL org.opencontainers.image.title="dfsplit" \
      org.opencontainers.image.description="Splits single-stage Dockerfiles into a build stage and a small runtime stage" \
      org.opencontainers.image.licenses="MIT"

COPY --from=build /out/dfsplit /usr/local/bin/dfsplit

# Nobody's files: those of the mounted folder are written as the user whom `docker run -u` names.
USER 65532:65532

WORKDIR /work

ENTRYPOINT ["/usr/local/bin/dfsplit"]
