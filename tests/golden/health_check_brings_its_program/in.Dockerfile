FROM golang:1.22
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN go build -o server .
HEALTHCHECK CMD curl -f http://localhost:8080/ || exit 1
CMD ["./server"]
