FROM golang:1.23 AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24 AS tides

WORKDIR /app

COPY --from=build /app/tides /app/tides

USER nobody

CMD ["./tides"]
