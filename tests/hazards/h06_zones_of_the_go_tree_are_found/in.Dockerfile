FROM golang:1.22-bookworm

ENV ZONEINFO=/usr/local/go/lib/time/zoneinfo.zip
WORKDIR /app
COPY . .
RUN go build -o almanac .

CMD ["./almanac"]
