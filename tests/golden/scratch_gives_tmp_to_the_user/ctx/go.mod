module example.org/drop

go 1.23
