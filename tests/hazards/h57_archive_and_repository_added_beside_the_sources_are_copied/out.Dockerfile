FROM golang:1.23 AS build

WORKDIR /app

COPY . .
ADD site.tar.gz ./site
ADD https://example.com/charts.git#v3 ./charts

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

RUN apk add --no-cache mailcap tzdata

WORKDIR /app

COPY --from=build /app/charts /app/charts
COPY --from=build /app/site /app/site
COPY --from=build /app/tides /app/tides

EXPOSE 8080

CMD ["./tides"]
