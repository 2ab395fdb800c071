FROM golang:1.22-alpine

RUN apk add --no-cache git make

WORKDIR /app

COPY . .

RUN go build -ldflags "-s -w -X main.version=$(git describe --tags --always --dirty) -X main.date=$(date -u +%Y-%m-%d)" -o tides .

EXPOSE 8080

CMD ["./tides"]
