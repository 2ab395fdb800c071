package main

import (
	"os"
	"os/exec"
)

func main() {
	out, err := exec.Command("./scripts/run.py").CombinedOutput()
	os.Stdout.Write(out)
	if err != nil {
		panic(err)
	}
}
