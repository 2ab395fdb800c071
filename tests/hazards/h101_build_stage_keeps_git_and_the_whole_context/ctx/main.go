package main

import (
	"fmt"
	"net/http"
	"runtime/debug"
)

func main() {
	http.HandleFunc("/version", func(w http.ResponseWriter, r *http.Request) {
		info, _ := debug.ReadBuildInfo()
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				fmt.Fprintln(w, setting.Value)
			}
		}
	})
	http.ListenAndServe(":8080", nil)
}
