FROM golang:1.23

ENV GOPATH=/go
ENV CARGO_LIMIT=120

WORKDIR /src

COPY . .

RUN go build -o /usr/local/bin/harbour .

EXPOSE 8080

CMD ["harbour"]
