package main

import "github.com/ebitengine/purego"

func main() {
	_, err := purego.Dlopen("libgauge.so", purego.RTLD_NOW)
	println(err)
}
