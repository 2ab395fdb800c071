package main

import (
	"log"
	"net/http"
	"github.com/joho/godotenv"
)

func main() {
	if err := godotenv.Load(); err != nil {
		log.Fatal(err)
	}
	http.ListenAndServe(":8080", nil)
}
