package main

import (
	"log"
	"os"
)

func main() {
	if err := os.MkdirAll("tables", 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("tables/today.txt", []byte("06:12 18:40\n"), 0o644); err != nil {
		log.Fatal(err)
	}
}
