package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	if _, err := os.ReadFile("schedules/dredge.txt"); err != nil {
		log.Fatal(err)
	}
	response, err := http.Get("http://web:8080/queue")
	if err != nil {
		log.Fatal(err)
	}
	log.Print(response.Status)
}
