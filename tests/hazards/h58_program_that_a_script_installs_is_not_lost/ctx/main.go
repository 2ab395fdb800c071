package main

import (
	"log"
	"net/http"
	"os/exec"
)

func main() {
	picture, err := exec.Command("plotter").Output()
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%d bytes", len(picture))
	log.Fatal(http.ListenAndServe(":8080", nil))
}
