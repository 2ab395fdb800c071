package main

import (
	"net/http"
	"os/exec"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		exec.Command("dot", "-Tsvg").Run()
	})
	http.ListenAndServe(":8080", nil)
}
