package main

import (
	"fmt"
	"net/http"

	"example.org/moon"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, moon.Phase(12))
	})
	http.ListenAndServe(":8080", nil)
}
