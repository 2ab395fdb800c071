FROM golang:1.22 AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -buildvcs=true -o /usr/local/bin/tides .

FROM alpine:3.24

WORKDIR /app

COPY --from=build /usr/local/bin/tides /usr/local/bin/tides

USER nobody

EXPOSE 8080

CMD ["tides"]
