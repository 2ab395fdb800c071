FROM golang:1.22
WORKDIR /a b
COPY . .
RUN go build -o server .
CMD ["./server"]
