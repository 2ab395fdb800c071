#!/bin/bash
set -euo pipefail

berths=(north south east)
export BERTHS="${berths[*]}"
exec "$@"
