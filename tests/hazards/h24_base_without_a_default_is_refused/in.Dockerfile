ARG BASE
FROM ${BASE}

WORKDIR /app
COPY . .
RUN go build -o pier ./cmd/pier

CMD ["/app/pier"]
