package main

import (
	"log"
	"net"
	"net/http"
)

func main() {
	l, err := net.Listen("unix", "/run/tides.sock")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(l, nil))
}
