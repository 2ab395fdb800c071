FROM golang:1.23

WORKDIR /

COPY . .

RUN go build -o server .

CMD ["./server"]
