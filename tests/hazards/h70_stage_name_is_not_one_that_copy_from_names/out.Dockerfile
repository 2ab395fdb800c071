from golang:1.23 as builder

workdir /src

copy . .
copy --from=build /certificates /usr/local/share/certificates

run CGO_ENABLED=0 go build -o /usr/local/bin/harbour .

from alpine:3.24

workdir /src

copy --from=builder /usr/local/share/certificates /usr/local/share/certificates
copy --from=builder /usr/local/bin/harbour /usr/local/bin/harbour

user nobody

cmd ["harbour"]
