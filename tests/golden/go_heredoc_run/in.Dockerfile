FROM golang:1.22
WORKDIR /app
COPY . .
RUN <<EOF
set -e
go vet ./...
go build -o server .
EOF
CMD ["./server"]
