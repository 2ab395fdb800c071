FROM golang:1.23 AS build

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

RUN apk add --no-cache tzdata

WORKDIR /app

COPY --from=build /app/.env* /app/
COPY --from=build /app/tides /app/tides

CMD ["./tides"]
