FROM golang:1.23-bookworm

RUN apt-get update && apt-get install -y --no-install-recommends gettext-base jq netcat-openbsd postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

ENTRYPOINT ["./start.sh"]
CMD ["./pier"]
