package main

import (
	"net/http"
	"os/exec"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		command := exec.Command("ffmpeg", "-i", "-", "-f", "mp3", "-")
		command.Stdin, command.Stdout = r.Body, w
		command.Run()
	})
	http.ListenAndServe(":8080", nil)
}
