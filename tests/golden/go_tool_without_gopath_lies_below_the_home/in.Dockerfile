FROM ubuntu:22.04
RUN apt-get update && apt-get install -y ca-certificates curl && curl -LO https://go.dev/dl/go1.22.0.linux-amd64.tar.gz && tar -C /usr/local -xzf go1.22.0.linux-amd64.tar.gz
ENV PATH=/usr/local/go/bin:/root/go/bin:$PATH
RUN go install github.com/pressly/goose/v3/cmd/goose@v3.24.1
WORKDIR /app
COPY . .
RUN go build -o server .
CMD ["./server"]
