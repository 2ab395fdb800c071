package main

import (
	"net/http"

	"git.example.com/harbour/ledger"
)

func main() {
	http.Handle("/", ledger.Handler())
	http.ListenAndServe(":8080", nil)
}
