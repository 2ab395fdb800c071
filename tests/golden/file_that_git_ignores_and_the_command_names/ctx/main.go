package main

import (
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	path := flag.String("c", "", "configuration")
	flag.Parse()
	text, err := os.ReadFile(*path)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s", text)
}
