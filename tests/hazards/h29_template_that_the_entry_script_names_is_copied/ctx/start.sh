#!/bin/sh
set -e

until psql "$DATABASE_URL" -c 'select 1'; do
  sleep 1
done
./wait-for.sh cache:6379
envsubst < settings.template > /tmp/settings.json
curl -fsS "http://config:8500/pier" | jq -r .level > /tmp/level
exec "$@"
