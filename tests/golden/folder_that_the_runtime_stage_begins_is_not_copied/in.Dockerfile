FROM rust:1.79-bookworm
WORKDIR /usr/src/tides
COPY . .
RUN cargo install --path .
RUN useradd -m keeper
USER keeper
WORKDIR /home/keeper
COPY ./static ./static
CMD ["tides"]
