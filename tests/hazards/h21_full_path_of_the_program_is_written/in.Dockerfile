FROM golang:1.23

WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin ./cmd/...

CMD ["/usr/local/bin/pier"]
