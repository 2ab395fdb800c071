package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	if _, err := os.Stat("/usr/share/places/places.mmdb"); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", http.FileServer(http.Dir("/srv/charts"))))
}
