// A library's shelf: pages from templates, style and a table from static files, all read at run time.
package main

import (
	"html/template"
	"log"
	"net/http"

	"github.com/gorilla/mux"
)

type book struct {
	Title string
	Year  int
}

var shelf = []book{
	{"A Field Guide to Lighthouses", 1931},
	{"Bridges of the North", 1968},
	{"The Weather at Sea", 1977},
}

func main() {
	pages, err := template.ParseGlob("templates/*.html")
	if err != nil {
		log.Fatal(err)
	}
	router := mux.NewRouter()
	router.PathPrefix("/static/").Handler(http.StripPrefix("/static/", http.FileServer(http.Dir("static"))))
	router.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := pages.ExecuteTemplate(w, "shelf.html", shelf); err != nil {
			log.Println(err)
		}
	})
	log.Println("listening on :8080")
	log.Fatal(http.ListenAndServe(":8080", router))
}
