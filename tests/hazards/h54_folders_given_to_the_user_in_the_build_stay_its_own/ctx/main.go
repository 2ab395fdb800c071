package main

import (
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	jars, err := os.OpenFile("data/jars.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		log.Fatal(err)
	}
	notes, err := os.Create("/var/log/larder/notes.log")
	if err != nil {
		log.Fatal(err)
	}
	log.SetOutput(io.MultiWriter(jars, notes))
	log.Fatal(http.ListenAndServe(":8080", nil))
}
