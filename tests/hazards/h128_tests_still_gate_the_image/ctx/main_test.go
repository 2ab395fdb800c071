package main

import "testing"

func TestHeight(t *testing.T) {
	if height(13) != 1 {
		t.Fail()
	}
}
