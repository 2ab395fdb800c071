FROM golang:1.23

RUN groupadd --system pilots \
    && useradd --system --gid pilots --create-home keeper
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

USER keeper:pilots
CMD ["/app/pier"]
