FROM golang:1.23

RUN useradd --system --create-home --home-dir /home/keeper keeper
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

USER keeper
CMD ["/app/pier"]
