package main

import (
	"fmt"
	"net/http"
)

func receive(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, len(r.MultipartForm.File["parcel"]))
}

func main() {
	http.HandleFunc("/", receive)
	http.ListenAndServe(":8080", nil)
}
