module example.org/service

go 1.22

require example.org/moon v0.0.0
