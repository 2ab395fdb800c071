package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	http.HandleFunc("/run", func(w http.ResponseWriter, r *http.Request) {
		dir, err := os.MkdirTemp("", "sketch")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer os.RemoveAll(dir)
		file := filepath.Join(dir, "main.go")
		out, err := os.Create(file)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		out.ReadFrom(r.Body)
		out.Close()
		result, _ := exec.Command("go", "run", file).CombinedOutput()
		w.Write(result)
	})
	http.ListenAndServe(":8080", nil)
}
