FROM golang:1.23 AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

RUN apk add --no-cache mailcap

WORKDIR /app

COPY --from=build /app/public /app/public
COPY --from=build /app/tides /app/tides

USER nobody

EXPOSE 8080

CMD ["./tides"]
