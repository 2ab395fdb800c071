FROM golang:1.22-bookworm AS build

COPY certs/harbour-root.crt /usr/local/share/ca-certificates/harbour-root.crt
RUN update-ca-certificates

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/pilot .

FROM alpine:3.24
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /etc/ssl/certs /etc/ssl/certs
COPY --from=build /usr/local/share/ca-certificates/harbour-root.crt /usr/local/share/ca-certificates/harbour-root.crt
COPY --from=build /app/pilot /app/pilot
USER nobody

CMD ["/app/pilot"]
