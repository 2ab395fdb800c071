FROM golang:1.23

WORKDIR /app

COPY . .
ADD site.tar.gz ./site
ADD https://example.com/charts.git#v3 ./charts

RUN go build -o tides .

EXPOSE 8080

CMD ["./tides"]
