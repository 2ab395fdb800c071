package main

import (
	"os"
	"os/exec"
)

func main() {
	out, err := exec.Command("yt-dlp", "--version").CombinedOutput()
	os.Stdout.Write(out)
	if err != nil {
		panic(err)
	}
}
