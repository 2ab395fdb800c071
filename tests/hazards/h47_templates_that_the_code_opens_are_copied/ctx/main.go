package main

import (
	"log"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/tides/words"
)

func main() {
	book, err := words.Load("locales", "en")
	if err != nil {
		log.Fatal(err)
	}
	router := gin.Default()
	router.LoadHTMLGlob("web/templates/*")
	router.Static("/assets", "./web/assets")
	router.GET("/", func(c *gin.Context) {
		c.HTML(http.StatusOK, "index.html", gin.H{"title": book["title"]})
	})
	log.Fatal(router.Run(":8080"))
}
