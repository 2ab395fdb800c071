package main

import (
	"log"
	"os"
)

func main() {
	if _, err := os.ReadFile("serviceAccountKey.json"); err != nil {
		log.Fatal(err)
	}
	if _, err := os.ReadFile("certs/server.pem"); err != nil {
		log.Fatal(err)
	}
}
