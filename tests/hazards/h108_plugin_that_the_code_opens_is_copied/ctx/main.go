package main

import (
	"log"
	"net/http"
	"plugin"
)

func main() {
	moon, err := plugin.Open("moon.so")
	if err != nil {
		log.Fatal(err)
	}
	handler, err := moon.Lookup("Phase")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", *handler.(*func(http.ResponseWriter, *http.Request)))
	http.ListenAndServe(":8080", nil)
}
