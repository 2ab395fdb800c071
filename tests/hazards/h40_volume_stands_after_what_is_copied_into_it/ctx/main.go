package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	shelves, err := os.ReadFile("data/shelves.json")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%d bytes of shelves", len(shelves))
	log.Fatal(http.ListenAndServe(":8080", nil))
}
