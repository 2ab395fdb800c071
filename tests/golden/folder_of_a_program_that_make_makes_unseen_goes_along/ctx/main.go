package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	exe, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(filepath.Dir(exe), "public", "index.html"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(string(page))
}
