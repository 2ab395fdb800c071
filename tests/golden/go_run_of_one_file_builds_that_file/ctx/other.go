package main

func main() {
	println("low water")
}
