package main

import (
	"log"
	"net/http"
)

func main() {
	http.Handle("/charts/", http.StripPrefix("/charts/", http.FileServer(http.Dir("charts/maps"))))
	http.Handle("/", http.FileServer(http.Dir("site/html")))
	log.Fatal(http.ListenAndServe(":8080", nil))
}
