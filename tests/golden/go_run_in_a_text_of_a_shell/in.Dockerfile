FROM golang:1.22
WORKDIR /app
COPY . .
CMD ["sh", "-c", "while true; do go run . > last.log; sleep 60; done"]
