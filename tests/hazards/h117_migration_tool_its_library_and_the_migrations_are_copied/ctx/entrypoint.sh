#!/bin/sh
set -e
sqlx migrate run --source migrations
exec "$@"
