FROM golang:1.23

WORKDIR /root

COPY . .

RUN go build -o tides .

CMD ["./tides"]
