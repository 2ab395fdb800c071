FROM golang:1.23

ENV TZ=Europe/Lisbon
WORKDIR /app
COPY . .
RUN go build -o almanac .

CMD ["./almanac"]
