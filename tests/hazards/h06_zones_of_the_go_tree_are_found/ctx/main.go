package main

import (
	"fmt"
	"net/http"
	"time"
)

func main() {
	zone, err := time.LoadLocation("America/Halifax")
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, time.Now().In(zone))
	})
	http.ListenAndServe(":8080", nil)
}
