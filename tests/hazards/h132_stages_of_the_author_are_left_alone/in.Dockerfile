FROM golang:1.23 AS build

WORKDIR /app

COPY . .

RUN go build -o server .

FROM build

CMD ["./server"]
