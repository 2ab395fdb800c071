package main

import (
	"net/http"

	"github.com/joho/godotenv"
)

func main() {
	godotenv.Load(".env")
	http.ListenAndServe(":8080", nil)
}
