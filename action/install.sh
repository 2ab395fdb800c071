#!/usr/bin/env bash
# Builds dfsplit into DFSPLIT_ROOT: from this action's own checkout, or the tag DFSPLIT_VERSION of its repository.
set -euo pipefail

if [[ -n $DFSPLIT_VERSION ]]; then
  cargo install --locked --root "$DFSPLIT_ROOT" --git "$DFSPLIT_SOURCE" --tag "$DFSPLIT_VERSION"
else
  cargo install --locked --root "$DFSPLIT_ROOT" --path "$GITHUB_ACTION_PATH"
fi
