#!/usr/bin/env bash
# Looks at the Dockerfiles: annotations on stdout, the account of it on the summary of the step, the patch in a file.
# Outputs of the step: `count`, `patch` (its path; empty without one), `verdict` (why the job is to fail; empty when it is not).
set -euo pipefail

lines() { # TEXT, an argument a line
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    [[ -z $line ]] || printf '%s\0' "$line"
  done <<<"$1"
}
mapfile -d '' -t paths < <(lines "$DFSPLIT_PATHS")
mapfile -d '' -t options < <(lines "$DFSPLIT_ARGS")
[[ $DFSPLIT_UNSAFE != true ]] || options+=(--unsafe)
case $DFSPLIT_FAIL_ON in
  split | refused | never) ;;
  *)
    echo "::error title=dfsplit::fail-on is split, refused or never, not $DFSPLIT_FAIL_ON"
    exit 1
    ;;
esac

# Runs dfsplit; its exit status 0 and 1 are findings, 2 says that something could not be read or is wrong, and any other is no answer.
failed='' status=0
ask() { # OPTION...; sets `status`
  status=0
  dfsplit "${options[@]}" "$@" -- "${paths[@]}" || status=$?
  case $status in
    0 | 1) ;;
    2) failed=yes ;;
    *) exit "$status" ;;
  esac
}

patch=$RUNNER_TEMP/dfsplit.patch
objects=$RUNNER_TEMP/dfsplit.jsonl
ask --check --format github # sentences go to the log
ask --quiet --format markdown >>"$GITHUB_STEP_SUMMARY" 2>/dev/null
ask --quiet --format diff >"$patch" 2>/dev/null
ask --quiet --format jsonl >"$objects" 2>/dev/null
count=$(jq -s 'map(select(.deed == "shown")) | length' "$objects")
[[ $count -gt 0 ]] || patch=''

verdict=''
if [[ -n $failed ]]; then
  verdict='something could not be read; the log of this step says what'
elif [[ $DFSPLIT_FAIL_ON == split && $count -gt 0 ]]; then
  verdict="Dockerfiles that can be split: $count. \`dfsplit --write\` does it, and so does the patch"
elif [[ $DFSPLIT_FAIL_ON == refused ]]; then
  ask --quiet --strict >/dev/null 2>&1
  [[ $status -eq 0 ]] || verdict='a Dockerfile was refused; the log of this step says why'
fi
{
  echo "count=$count"
  echo "patch=$patch"
  echo "verdict=$verdict"
} >>"$GITHUB_OUTPUT"
