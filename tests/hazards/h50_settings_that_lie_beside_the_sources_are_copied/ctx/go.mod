module example.org/larder

go 1.23

require (
	github.com/joho/godotenv v1.5.1
	github.com/spf13/viper v1.19.0
)
