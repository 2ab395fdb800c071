package main

import (
	"fmt"
	"plugin"
)

func main() {
	_, err := plugin.Open("/plugins/hello.so")
	fmt.Println(err)
}
