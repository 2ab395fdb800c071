package main

import (
	"embed"
	"html/template"
	"log"
	"net/http"
)

//go:embed pages/*.html
var pages embed.FS

//go:embed all:site
var site embed.FS

//go:embed VERSION
var version string

func main() {
	about := template.Must(template.ParseFS(pages, "pages/*.html"))
	http.Handle("/", http.FileServer(http.FS(site)))
	http.HandleFunc("/about", func(w http.ResponseWriter, r *http.Request) {
		about.Execute(w, version)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
