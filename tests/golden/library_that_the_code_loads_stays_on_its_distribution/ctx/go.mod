module example.org/tides

go 1.23

require github.com/ebitengine/purego v0.8.0
