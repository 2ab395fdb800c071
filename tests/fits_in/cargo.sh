#!/bin/sh
# Stands in for cargo where pre-commit installs a hook: `cargo install --bins --root DIR --path .` puts the binary under test into DIR/bin.
set -eu
case "$*" in
  --version) echo 'cargo 0.0.0 (stand-in)' ;;
  'install --bins --root '*' --path .') mkdir -p "$4/bin" && ln -s "$DFSPLIT_UNDER_TEST" "$4/bin/dfsplit" ;;
  *) echo "cargo.sh: cargo $* is not stood in for" >&2; exit 64 ;;
esac
