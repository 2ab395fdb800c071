FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN <<EOF
set -e
go vet ./...
CGO_ENABLED=0 go build -o server .
EOF

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/server /app/server
USER nobody
CMD ["./server"]
