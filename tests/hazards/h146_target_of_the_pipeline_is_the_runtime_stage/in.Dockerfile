FROM golang:1.23 AS tides

WORKDIR /app

COPY . .

RUN go build -o tides .

CMD ["./tides"]
