#!/usr/bin/env bash
set -e
cat /app/banner.txt
exec /app/server "$@"
