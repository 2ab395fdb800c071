module example.com/app

go 1.21

require github.com/acme/capture v1.2.0
