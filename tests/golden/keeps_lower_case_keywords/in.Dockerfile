from golang:1.22
workdir /app
copy . .
run go build -o server .
expose 8080
cmd ["./server"]
