from golang:1.22 as build
workdir /app
copy . .
run CGO_ENABLED=0 go build -o server .

from alpine:3.24
workdir /app
copy --from=build /app/server /app/server
user nobody
expose 8080
cmd ["./server"]
