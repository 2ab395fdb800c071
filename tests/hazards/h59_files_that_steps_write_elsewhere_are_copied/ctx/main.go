package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	settings, err := os.ReadFile("/etc/larder.conf")
	if err != nil {
		log.Fatal(err)
	}
	shelves, err := os.ReadFile("/var/lib/larder/shelves.txt")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("/data/jars.txt", append(settings, shelves...), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", nil))
}
