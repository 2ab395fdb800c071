FROM golang:1.23 AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

WORKDIR /app

COPY --from=build /app /app

COPY --chmod=755 <<EOT /entry.sh
#!/bin/sh
set -e
exec ./tides "\$@"
EOT

ENTRYPOINT ["/entry.sh"]
