package main

import (
	"log"
	"os"
)

func main() {
	key, err := os.ReadFile("keys/private.pem")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%d bytes", len(key))
}
