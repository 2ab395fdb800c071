package main

// int one() { return 1; }
import "C"

var one = C.one()
