module example.org/pottery/kiln/v2

go 1.22
