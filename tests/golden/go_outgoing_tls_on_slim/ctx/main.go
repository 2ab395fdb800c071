package main

import (
	"log"
	"net/http"
)

func main() {
	if _, err := http.Get("https://example.org/"); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", nil))
}
