FROM golang:1.23

WORKDIR /app

VOLUME /app/data

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o larder .

EXPOSE 8080

CMD ["./larder"]
