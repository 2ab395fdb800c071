#!/bin/sh
host=${1%:*}
port=${1#*:}
while ! nc -z "$host" "$port"; do sleep 1; done
