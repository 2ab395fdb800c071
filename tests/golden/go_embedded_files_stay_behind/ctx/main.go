package main

import (
	"embed"
	"net/http"
)

//go:embed web
var web embed.FS

func main() { http.ListenAndServe(":8080", http.FileServer(http.FS(web))) }
