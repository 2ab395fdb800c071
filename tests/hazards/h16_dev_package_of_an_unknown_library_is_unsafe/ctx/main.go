package main

// #cgo LDFLAGS: -lkrill
// #include <krill.h>
import "C"

func main() {
	C.krill_run()
	select {}
}
