#!/bin/sh
set -e
curl --version | head -1
