package main

// #cgo LDFLAGS: -lgauge
import "C"

func main() {
	println("high water")
}
