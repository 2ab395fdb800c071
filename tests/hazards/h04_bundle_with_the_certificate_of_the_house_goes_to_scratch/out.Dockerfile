FROM golang:1.22-bookworm AS build

COPY certs/harbour-root.crt /usr/local/share/ca-certificates/harbour-root.crt
RUN update-ca-certificates

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/pilot .

FROM scratch
WORKDIR /app
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /etc/ssl/certs /etc/ssl/certs
COPY --from=build /usr/local/share/ca-certificates/harbour-root.crt /usr/local/share/ca-certificates/harbour-root.crt
COPY --from=build /app/pilot /app/pilot
USER 65534:65534

CMD ["/app/pilot"]
