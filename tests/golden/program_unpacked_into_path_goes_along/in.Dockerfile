FROM golang:1.23-bookworm
RUN curl -fsSL https://example.org/migrate.tar.gz | tar -xz -C /usr/local/bin
WORKDIR /app
COPY . .
RUN go build -o server .
CMD ["./server"]
