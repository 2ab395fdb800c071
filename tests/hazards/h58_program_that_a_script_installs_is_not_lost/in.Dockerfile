FROM golang:1.23
RUN curl -fsSL https://example.com/install.sh | sh
WORKDIR /app
COPY . .
RUN go build -o server .
EXPOSE 8080
CMD ["./server"]
