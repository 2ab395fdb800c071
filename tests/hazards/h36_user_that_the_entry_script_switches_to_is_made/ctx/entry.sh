#!/bin/sh
set -e
mkdir -p /data
chown larder /data
exec gosu larder "$@"
