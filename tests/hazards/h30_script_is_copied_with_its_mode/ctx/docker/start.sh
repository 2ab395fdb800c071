#!/bin/sh
echo "grinding"
exec "$@"
