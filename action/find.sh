#!/usr/bin/env bash
# Says where dfsplit is to be installed, and under which key it is kept: `root` and `key` of the step. Both empty where it is in PATH already.
set -euo pipefail

if [[ $DFSPLIT_VERSION == installed ]]; then
  dfsplit --version
  exit 0
fi

# The sources name what is built from them: a branch that moves is another dfsplit.
sources=$(cd -- "$GITHUB_ACTION_PATH" && find Cargo.toml Cargo.lock src templates -type f -print0 | LC_ALL=C sort -z | xargs -0 cat | git hash-object --stdin)
root=$RUNNER_TEMP/dfsplit
{
  echo "root=$root"
  echo "key=dfsplit-$DFSPLIT_PLATFORM-${DFSPLIT_VERSION:-$sources}"
} >>"$GITHUB_OUTPUT"
echo "$root/bin" >>"$GITHUB_PATH"
