FROM golang:1.22-bookworm

WORKDIR /src

COPY . .

RUN go build -o /usr/local/bin/ ./cmd/...

EXPOSE 8080

CMD ["harbour"]
