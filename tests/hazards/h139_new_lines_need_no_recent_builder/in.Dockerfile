FROM golang:1.23

WORKDIR /app

COPY . .

RUN go build -o tides .

EXPOSE 8080

CMD ["./tides"]
