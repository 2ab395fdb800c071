FROM golang:1.23 AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o server .
RUN mkdir -p /var/lib/tides && cp -r data/. /var/lib/tides/ && ln -s /var/lib/tides /app/store

FROM alpine:3.24

RUN apk add --no-cache tzdata

WORKDIR /app

COPY --from=build /app/store /app/store
COPY --from=build /var/lib/tides /var/lib/tides
COPY --from=build /app/server /app/server

USER nobody

EXPOSE 8080

CMD ["./server"]
