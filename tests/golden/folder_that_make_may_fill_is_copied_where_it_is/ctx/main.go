package main

import "os"

func main() {
	b, err := os.ReadFile("generated/index.html")
	if err != nil {
		panic(err)
	}
	os.Stdout.Write(b)
}
