FROM golang:1.23 AS build

WORKDIR /root

COPY . .

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

WORKDIR /root

COPY --from=build /root/tides /root/tides

CMD ["./tides"]
