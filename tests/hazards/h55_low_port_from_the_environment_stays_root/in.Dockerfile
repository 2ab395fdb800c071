FROM golang:1.23

WORKDIR /app

COPY . .

RUN go build -o harbour .

ENV PORT=80

CMD ["./harbour"]
