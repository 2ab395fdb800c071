package main

import (
	"log"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

func main() {
	consumer, err := kafka.NewConsumer(&kafka.ConfigMap{
		"bootstrap.servers": "broker:9092",
		"group.id":          "tides",
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := consumer.Subscribe("levels", nil); err != nil {
		log.Fatal(err)
	}
	for {
		message, err := consumer.ReadMessage(-1)
		if err == nil {
			log.Printf("%s", message.Value)
		}
	}
}
