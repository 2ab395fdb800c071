FROM golang:1.22
WORKDIR /app
RUN chmod 0777 /app
COPY . .
RUN go build -o server .
CMD ["./server"]
