package main

import (
	"log"
	"os/user"
)

func main() {
	me, err := user.LookupId("0")
	if err != nil {
		log.Fatal(err)
	}
	log.Print("standing guard as ", me.Username)
	select {}
}
