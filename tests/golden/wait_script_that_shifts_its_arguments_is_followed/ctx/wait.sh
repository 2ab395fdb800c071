#!/bin/bash
host="$1"
shift
cmd="$@"
until nc -z "$host" 5432; do
	sleep 1
done
exec $cmd
