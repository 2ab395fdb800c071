FROM golang:1.23 AS dev

WORKDIR /src

COPY . .

RUN go install github.com/go-delve/delve/cmd/dlv@v1.25.2
RUN go test ./...
RUN go build -o /usr/local/bin/tides .

CMD ["tides"]
