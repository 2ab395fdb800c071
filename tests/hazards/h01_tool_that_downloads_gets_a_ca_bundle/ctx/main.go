package main

import "net"

func main() {
	l, _ := net.Listen("tcp", ":8080")
	for {
		c, _ := l.Accept()
		c.Close()
	}
}
