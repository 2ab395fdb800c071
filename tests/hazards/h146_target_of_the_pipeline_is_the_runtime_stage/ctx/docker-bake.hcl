target "tides" {
  dockerfile = "Dockerfile"
  target = "tides"
}
