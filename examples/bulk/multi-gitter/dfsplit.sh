#!/usr/bin/env bash
# For multi-gitter, which starts it at the top of a fresh clone with REPOSITORY=owner/name, and, with its --dry-run, with DRY_RUN=true.
#
# Commits what dfsplit writes; the message is the title and the body of the pull request (`manual-commit: true` in multi-gitter.yaml).
# Without a commit multi-gitter reports "no data was changed" and makes no pull request. With an exit status other than 0 it leaves the
# repository alone and lists it under that error.
# DFSPLIT_REPORTS=DIR keeps dfsplit's objects of each repository in DIR/owner/name.jsonl.
set -euo pipefail

body=$(mktemp) errors=$(mktemp)
trap 'rm -f -- "$body" "$errors"' EXIT

# Exit status 2 says that an object tells of an error, or that there is none to tell (a wrong dfsplit.toml).
status=0
objects=$(dfsplit --quiet --format jsonl . 2>"$errors") || status=$?
if jq -es 'length == 1 and .[0].outcome == "error" and .[0].path == "."' <<<"$objects" >/dev/null; then
  exit 0 # no Dockerfile
fi
if [[ -n ${DFSPLIT_REPORTS-} ]]; then
  mkdir -p -- "$DFSPLIT_REPORTS/$(dirname -- "$REPOSITORY")"
  printf '%s\n' "$objects" >"$DFSPLIT_REPORTS/$REPOSITORY.jsonl"
fi
cat -- "$errors" >&2
[[ $status -eq 0 ]] || exit "$status"
jq -es 'any(.deed == "shown")' <<<"$objects" >/dev/null || exit 0

{
  printf 'Split Dockerfiles into build and runtime stages\n\n'
  dfsplit --quiet --format markdown .
} >"$body"
dfsplit --quiet --write .
git commit --quiet --all --file "$body"
