package main

import (
	"fmt"

	"github.com/acme/capture"
)

func main() {
	fmt.Println(capture.Version())
}
