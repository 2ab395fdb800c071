mkdir -p bin
go build -o "bin/$1" .
