package main

import "os"

func main() {
	os.ReadFile("templates/page.html")
	os.ReadFile("tides.yml")
	os.ReadFile("index.html")
}
