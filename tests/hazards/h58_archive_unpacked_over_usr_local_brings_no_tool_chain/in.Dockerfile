FROM golang:1.23
RUN curl -fsSL https://example.com/plotter.tar.gz | tar -xz -C /usr/local
WORKDIR /app
COPY . .
RUN go build -o server .
EXPOSE 8080
CMD ["./server"]
