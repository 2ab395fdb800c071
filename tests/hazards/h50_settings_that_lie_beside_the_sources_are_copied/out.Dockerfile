FROM golang:1.23 AS build

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN CGO_ENABLED=0 go build -o larder .

FROM alpine:3.24

RUN apk add --no-cache tzdata

WORKDIR /app

COPY --from=build /app/.env /app/larder.yaml /app/
COPY --from=build /app/larder /app/larder

EXPOSE 8080

CMD ["./larder"]
