package main

import (
	"log"
	"net/http"
	"os"

	"github.com/joho/godotenv"
	"github.com/spf13/viper"
)

func main() {
	if err := godotenv.Load(); err != nil {
		log.Fatal(err)
	}
	viper.AddConfigPath(".")
	viper.SetConfigName("larder")
	viper.SetConfigType("yaml")
	if err := viper.ReadInConfig(); err != nil {
		log.Fatal(err)
	}
	log.Printf("shelf %s", viper.GetString("shelf"))
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), nil))
}
