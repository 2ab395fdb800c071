FROM golang:1.23-bookworm

RUN apt-get update && apt-get install -y libkrill-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN go build -o abacus .

CMD ["/app/abacus"]
