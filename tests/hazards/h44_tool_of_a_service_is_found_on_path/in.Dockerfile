FROM golang:1.23

RUN go install github.com/golang-migrate/migrate/v4/cmd/migrate@v4.18.1

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o server .

EXPOSE 8080

CMD ["./server"]
