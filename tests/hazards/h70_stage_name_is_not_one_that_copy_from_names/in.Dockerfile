from golang:1.23

workdir /src

copy . .
copy --from=build /certificates /usr/local/share/certificates

run go build -o /usr/local/bin/harbour .

cmd ["harbour"]
