package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	if err := os.WriteFile("/data/jars.txt", nil, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", nil))
}
