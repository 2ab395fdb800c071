package main

import "os"

//go:generate sh -c "mkdir -p generated; echo hi > generated/index.html"

func main() {
	b, err := os.ReadFile("generated/index.html")
	if err != nil {
		panic(err)
	}
	os.Stdout.Write(b)
}
