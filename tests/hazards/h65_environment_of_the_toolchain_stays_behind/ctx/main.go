package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	fmt.Println(os.Getenv("KILN_DEGREES"))
	http.ListenAndServe(":8080", nil)
}
