package main

import (
	"log"
	"net/http"
)

//go:generate go run ./cmd/tables

func main() {
	log.Fatal(http.ListenAndServe(":8080", http.FileServer(http.Dir("tables"))))
}
