// Serves the notes of a folder.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"path/filepath"
)

func main() {
	dir := os.Getenv("NOTES_DIR")
	http.HandleFunc("GET /notes", func(w http.ResponseWriter, r *http.Request) {
		files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		notes := map[string]string{}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			notes[filepath.Base(file)] = string(text)
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(notes)
	})
	log.Println("listening on :8080")
	log.Fatal(http.ListenAndServe(":8080", nil))
}
