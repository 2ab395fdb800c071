FROM golang:1.23-alpine AS build

RUN apk add --no-cache gcc musl-dev

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o larder .

FROM alpine:3.22

RUN apk add --no-cache tzdata

WORKDIR /app

COPY --from=build /app/larder /app/larder

EXPOSE 8080

CMD ["./larder"]
