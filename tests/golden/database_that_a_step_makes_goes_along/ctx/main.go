package main

import (
	"fmt"
	"log"
	"os"
)

func main() {
	data, err := os.ReadFile("app.db")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(data), "bytes")
}
