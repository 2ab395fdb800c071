FROM golang:1.23

WORKDIR /app

COPY . .

RUN go build -o tides .

COPY --chmod=755 <<EOT /entry.sh
#!/bin/sh
set -e
exec ./tides "\$@"
EOT

ENTRYPOINT ["/entry.sh"]
