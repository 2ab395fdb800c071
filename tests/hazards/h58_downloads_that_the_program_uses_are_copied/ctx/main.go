package main

import (
	"log"
	"net/http"
	"os"
	"os/exec"
)

func main() {
	model, err := os.ReadFile("/opt/models/tide.bin")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%d bytes of model", len(model))
	http.HandleFunc("/plot", func(w http.ResponseWriter, r *http.Request) {
		picture, err := exec.Command("plotter", "--png").Output()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Write(picture)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
