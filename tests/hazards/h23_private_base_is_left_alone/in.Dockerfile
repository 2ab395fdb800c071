FROM registry.example.org/base:1

WORKDIR /app
COPY . .
RUN go build -o pier ./cmd/pier

CMD ["/app/pier"]
