FROM golang:1.23-bookworm
WORKDIR /app
COPY . .
RUN ./scripts/prepare.sh
RUN go build -o server .
CMD ["./server"]
