package main

import "net/http"

func height(hour int) int { return hour % 12 }

func main() {
	http.ListenAndServe(":8080", nil)
}
