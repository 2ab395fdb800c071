#!/bin/sh
. /app/config.sh
exec ./app "$@"
