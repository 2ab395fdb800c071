module example.org/duck

go 1.23

require github.com/marcboeker/go-duckdb v1.8.3
