#!/usr/bin/env bash
# Installs the programs that `cargo test --test fits_in` runs dfsplit with: from Debian into the system, the others into target/fits-in.
# What cannot be had is left out: the tests say what they skip.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

debian=(zsh fish elvish jq shellcheck groff man-db mandoc python3-venv)
installed() { dpkg-query --show --showformat '${db:Status-Status}\n' -- "${debian[@]}" 2>/dev/null | grep -cx installed; }
if command -v apt-get >/dev/null && [[ $(installed) -lt ${#debian[@]} ]]; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${debian[@]}"; } || echo "tools.sh: not all of Debian's programs are there" >&2
fi

own=target/fits-in
mkdir -p -- "$own/bin"
if [[ ! -x $own/bin/pre-commit ]]; then
  { python3 -m venv "$own/venv" && "$own/venv/bin/pip" install --quiet pre-commit==4.7.0 && ln -sf ../venv/bin/pre-commit "$own/bin/pre-commit"; } ||
    echo "tools.sh: no pre-commit" >&2
fi
if [[ ! -x $own/bin/actionlint ]] && command -v go >/dev/null; then
  GOBIN=$PWD/$own/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 || echo "tools.sh: no actionlint" >&2
fi
