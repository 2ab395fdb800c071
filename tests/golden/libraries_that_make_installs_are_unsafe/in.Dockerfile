FROM golang:1.23-bookworm
WORKDIR /app
COPY . .
RUN make gauge && go build -o server .
CMD ["./server"]
