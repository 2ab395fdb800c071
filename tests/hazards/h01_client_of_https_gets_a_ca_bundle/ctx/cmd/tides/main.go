package main

import (
	"database/sql"
	"log"
	"net/http"

	"example.org/tides/internal/gauge"
	_ "github.com/mattn/go-sqlite3"
)

func main() {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	http.HandleFunc("/level", gauge.Level)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
