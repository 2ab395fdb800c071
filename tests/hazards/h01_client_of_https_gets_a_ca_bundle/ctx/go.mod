module example.org/tides

go 1.23

require (
	github.com/go-resty/resty/v2 v2.14.0
	github.com/mattn/go-sqlite3 v1.14.24
)
