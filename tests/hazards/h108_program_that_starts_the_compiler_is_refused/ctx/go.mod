module example.org/sketch

go 1.22
