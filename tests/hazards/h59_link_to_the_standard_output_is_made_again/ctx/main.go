package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	f, err := os.OpenFile("/var/log/tides.log", os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		log.Fatal(err)
	}
	log.SetOutput(f)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
