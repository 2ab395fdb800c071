FROM golang:1.23-alpine

RUN apk add --no-cache gcc musl-dev

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o larder .

EXPOSE 8080

CMD ["./larder"]
