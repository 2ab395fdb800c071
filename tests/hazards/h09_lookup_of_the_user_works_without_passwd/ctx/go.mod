module example.org/warden

go 1.22
