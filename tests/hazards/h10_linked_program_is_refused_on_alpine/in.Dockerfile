FROM golang:1.23-bookworm

WORKDIR /app
COPY . .
RUN go build -o ledger .

CMD ["/app/ledger"]
