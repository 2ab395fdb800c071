FROM golang:1.23-bookworm
RUN wget -qO- https://example.org/migrate.tar.gz | tar -xz && mv migrate.linux-amd64 $GOPATH/bin/migrate
WORKDIR /app
COPY . .
RUN go build -o server .
CMD ["./server"]
