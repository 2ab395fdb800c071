module example.com/app

go 1.21

require github.com/spf13/viper v1.17.0
