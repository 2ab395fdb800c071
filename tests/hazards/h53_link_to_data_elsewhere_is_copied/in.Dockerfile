FROM golang:1.23

WORKDIR /app

COPY . .

RUN go build -o server .
RUN mkdir -p /var/lib/tides && cp -r data/. /var/lib/tides/ && ln -s /var/lib/tides /app/store

EXPOSE 8080

CMD ["./server"]
