FROM golang:1.22

WORKDIR /app

COPY . .

RUN go build -buildvcs=true -o /usr/local/bin/tides .

EXPOSE 8080

CMD ["tides"]
