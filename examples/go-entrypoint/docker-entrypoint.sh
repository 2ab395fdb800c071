#!/usr/bin/env bash
set -euo pipefail

# The first start fills an empty folder; later ones leave it alone.
seed /app/seeds "$NOTES_DIR"

exec "$@"
