package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	tables, err := os.ReadFile("store/tables.json")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%d bytes of tables", len(tables))
	log.Fatal(http.ListenAndServe(":8080", nil))
}
