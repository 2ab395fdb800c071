FROM golang:1.21-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libpcap-dev
WORKDIR /app
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o server .
CMD ["./server"]
