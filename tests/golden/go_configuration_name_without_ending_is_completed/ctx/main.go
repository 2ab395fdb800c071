package main

import (
	"log"

	"github.com/spf13/viper"
)

func main() {
	viper.SetConfigName("secret")
	viper.AddConfigPath(".")
	if err := viper.ReadInConfig(); err != nil {
		log.Fatal(err)
	}
	log.Println(viper.GetString("BOT_TOKEN"))
}
