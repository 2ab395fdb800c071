group "default" {
  targets = ["tides"]
}

target "tides" {
  context = "."
  tags    = ["tides:latest"]
}
