FROM golang:1.22 AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o server .

FROM scratch

WORKDIR /app

COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /app/server /app/server

USER 65534:65534

EXPOSE 8080

CMD ["./server"]
