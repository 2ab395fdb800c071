FROM golang:1.22 AS build

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o warden .

FROM scratch
WORKDIR /app
COPY --from=build /etc/group /etc/passwd /etc/
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /app/warden /app/warden
USER 65534:65534

CMD ["/app/warden"]
