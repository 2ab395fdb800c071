package main

import (
	"os"
	"os/exec"
)

func main() {
	out, err := exec.Command("./venv/bin/yt-dlp", "--version").CombinedOutput()
	os.Stdout.Write(out)
	if err != nil {
		panic(err)
	}
}
