#!/bin/sh
set -e
HOST=$(grep -oP "\d+" hosts.txt)
echo "host $HOST since $(date -d yesterday +%F)"
exec ./server
