package main

import (
	"fmt"
	"net/http"
	"os"
)

var version = "none"

func main() {
	fmt.Println(version, os.Getenv("TIDES_VERSION"))
	http.ListenAndServe(":8080", nil)
}
