module example.com/app

go 1.21
require gopkg.in/gographics/imagick.v3 v3.7.2
