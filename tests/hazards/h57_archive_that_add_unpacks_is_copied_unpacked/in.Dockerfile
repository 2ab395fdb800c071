FROM golang:1.23

ADD https://example.com/zones/places.mmdb /usr/share/places/places.mmdb

WORKDIR /app

ADD charts.tar.gz /srv/charts/

COPY . .

RUN go build -o tides .

EXPOSE 8080

CMD ["./tides"]
