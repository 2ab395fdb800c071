FROM golang:1.23 AS build

WORKDIR /src

COPY . .

RUN CGO_ENABLED=0 go build -o /usr/local/bin/larder .

FROM alpine:3.24 AS app

WORKDIR /src

COPY --from=build /usr/local/bin/larder /usr/local/bin/larder

USER nobody

EXPOSE 8080

CMD ["larder"]
