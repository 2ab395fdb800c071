package main

func main() {
	println("high water")
}
