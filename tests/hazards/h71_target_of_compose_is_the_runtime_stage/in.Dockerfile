FROM golang:1.23 AS app

WORKDIR /src

COPY . .

RUN go build -o /usr/local/bin/larder .

EXPOSE 8080

CMD ["larder"]
