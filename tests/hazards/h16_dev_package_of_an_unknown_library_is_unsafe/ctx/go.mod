module example.org/abacus

go 1.23
