FROM golang:1.22

WORKDIR /app

COPY . .

RUN go build -o /usr/local/bin/sketch .

EXPOSE 8080

CMD ["sketch"]
