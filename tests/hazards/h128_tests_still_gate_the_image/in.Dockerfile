FROM golang:1.23

WORKDIR /src

COPY . .

RUN go vet ./...
RUN go test ./...
RUN go build -o /usr/local/bin/tides .

CMD ["tides"]
