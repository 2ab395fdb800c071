package main

import (
	"fmt"
	"net/http"
)

var Phase = func(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, 3)
}
