FROM golang:1.23 AS build

RUN groupadd --system pilots \
    && useradd --system --gid pilots --create-home keeper
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

FROM debian:bookworm-slim
RUN groupadd --system pilots \
    && useradd --system --gid pilots --create-home keeper
WORKDIR /app
COPY --from=build /app/pier /app/pier

USER keeper:pilots
CMD ["/app/pier"]
