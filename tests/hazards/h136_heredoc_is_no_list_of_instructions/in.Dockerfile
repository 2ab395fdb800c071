FROM golang:1.23

WORKDIR /app

COPY . .

RUN <<EOF
set -e
# FROM here on it is built
echo "FROM scratch" > /tmp/stage.txt
go build -o tides .
EOF

CMD ["./tides"]
