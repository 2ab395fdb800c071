FROM golang:1.23-bookworm

WORKDIR /app
COPY . .
RUN go build -o almanac .

CMD ["./almanac"]
