FROM golang:1.23 AS dev

WORKDIR /src

COPY . .

RUN go install example.org/delver/cmd/delver@v1.2.0
RUN go test ./...
RUN go build -o /usr/local/bin/tides .

CMD ["tides"]
