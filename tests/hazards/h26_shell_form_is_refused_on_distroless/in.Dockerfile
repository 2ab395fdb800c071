FROM golang:1.23

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

ENV LEVEL=info
CMD ./pier -log-level $LEVEL
