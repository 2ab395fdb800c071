package main

import "os"

func main() {
	os.ReadFile("ebb.txt")
}
