FROM golang:1.23
RUN ln -sf /dev/stdout /var/log/tides.log
WORKDIR /app
COPY . .
RUN go build -o server .
EXPOSE 8080
CMD ["./server"]
