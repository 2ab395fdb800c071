package main

import (
	"fmt"
	"log"
	"net"
)

func main() {
	conn, err := net.Dial("ip4:icmp", "127.0.0.1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("open", conn.RemoteAddr())
}
