FROM golang:1.23

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go generate ./... && go build -o tides .

EXPOSE 8080

CMD ["./tides"]
