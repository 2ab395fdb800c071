package main

import (
	"fmt"
	"net/http"
)

var (
	version = "unknown"
	date    = "unknown"
)

func main() {
	http.HandleFunc("/version", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, version, date)
	})
	http.ListenAndServe(":8080", nil)
}
