FROM golang:1.23
WORKDIR /app
COPY go.mod main.go tides.yml static/ ./
COPY templates ./templates
COPY gauges/ ./
RUN go build -o server .
CMD ["./server"]
