package main

import "gopkg.in/gographics/imagick.v3/imagick"

func main() { imagick.Initialize() }
