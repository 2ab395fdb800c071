#!/bin/sh
set -e
build() {
	git clone "https://example.org/$1" "/tmp/$1"
	cd "/tmp/$1"
	make
	make install
}
build gauge
