FROM golang:1.23-alpine

RUN apk add --no-cache curl
RUN curl -L https://example.org/downloads/migrate.linux-amd64.tar.gz | tar xvz
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier
RUN mv /go/migrate /app/migrate

ENTRYPOINT ["/app/start.sh"]
CMD ["/app/pier"]
