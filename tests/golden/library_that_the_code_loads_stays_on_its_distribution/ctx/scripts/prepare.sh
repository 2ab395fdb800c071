#!/bin/sh
cp vendored/libgauge.so /usr/lib/
