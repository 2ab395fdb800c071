package main

import (
	"os"
	"os/exec"
)

func main() {
	out, err := exec.Command("sh", "-c", "git --version && make --version").CombinedOutput()
	os.Stdout.Write(out)
	if err != nil {
		panic(err)
	}
}
