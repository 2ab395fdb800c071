// Copies the files of one folder into another one, where they are not there yet.
package main

import (
	"errors"
	"io/fs"
	"log"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: seed FROM TO")
	}
	from, to := os.Args[1], os.Args[2]
	if err := os.MkdirAll(to, 0o755); err != nil {
		log.Fatal(err)
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		log.Fatal(err)
	}
	for _, entry := range entries {
		target := filepath.Join(to, entry.Name())
		if _, err := os.Stat(target); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, entry.Name()))
		if err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(target, text, 0o644); err != nil {
			log.Fatal(err)
		}
		log.Println("seeded", target)
	}
}
