FROM golang:1.23 AS build

WORKDIR /app

COPY . .

RUN <<EOF
set -e
# FROM here on it is built
echo "FROM scratch" > /tmp/stage.txt
CGO_ENABLED=0 go build -o tides .
EOF

FROM alpine:3.24

WORKDIR /app

COPY --from=build /app/tides /app/tides

USER nobody

CMD ["./tides"]
