package main

func read() int {
	return 1
}
