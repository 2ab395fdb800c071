FROM golang:1.22-bookworm

WORKDIR /app

COPY . .

RUN go build -o server ./cmd/server
RUN go build -o worker ./cmd/worker

EXPOSE 8080

CMD ["./server"]
