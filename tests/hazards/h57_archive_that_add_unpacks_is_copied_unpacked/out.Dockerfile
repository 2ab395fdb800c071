FROM golang:1.23 AS build

ADD https://example.com/zones/places.mmdb /usr/share/places/places.mmdb

WORKDIR /app

ADD charts.tar.gz /srv/charts/

COPY . .

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

RUN apk add --no-cache mailcap tzdata

WORKDIR /app

COPY --from=build /srv/charts /srv/charts
COPY --from=build /usr/share/places/places.mmdb /usr/share/places/places.mmdb
COPY --from=build /app/tides /app/tides

EXPOSE 8080

CMD ["./tides"]
