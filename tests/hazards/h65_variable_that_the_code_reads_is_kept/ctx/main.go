package main

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
)

func main() {
	limit, err := strconv.Atoi(os.Getenv("CARGO_LIMIT"))
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, limit) })
	http.ListenAndServe(":8080", nil)
}
