package main

import (
	"log"
	"net/http"
	"time"
)

func main() {
	for range time.Tick(time.Minute) {
		if _, err := http.Get("https://berths.example.org/"); err != nil {
			log.Print(err)
		}
	}
}
