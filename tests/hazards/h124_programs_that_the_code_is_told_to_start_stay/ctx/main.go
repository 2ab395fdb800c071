package main

import (
	"net/http"
	"os"
	"os/exec"
	"strings"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		words := strings.Fields(os.Getenv("KILN_COMMAND"))
		command := exec.Command(words[0], words[1:]...)
		command.Stdout = w
		if err := command.Run(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	http.ListenAndServe(":8080", nil)
}
