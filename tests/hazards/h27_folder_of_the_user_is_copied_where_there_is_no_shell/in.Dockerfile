FROM golang:1.23

WORKDIR /app
COPY . .
RUN mkdir -p /data && chown 990:990 /data
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

USER 990:990
CMD ["/app/pier"]
