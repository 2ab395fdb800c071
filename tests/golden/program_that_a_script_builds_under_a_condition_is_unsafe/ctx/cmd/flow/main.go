package main

import "os"

func main() {
	os.ReadFile("flow.txt")
}
