FROM golang:1.23-alpine

RUN addgroup -S larder && adduser -S -G larder larder

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o larder . \
    && mkdir -p /app/data /var/log/larder \
    && chown -R larder:larder /app/data /var/log/larder

USER larder

EXPOSE 8080

CMD ["./larder"]
