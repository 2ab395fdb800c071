FROM golang:1.23
WORKDIR /app
COPY . .
CMD ["go", "run", "main.go", "-port", "8080"]
