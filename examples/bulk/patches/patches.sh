#!/usr/bin/env bash
# patches.sh ROOT OUT [-- DFSPLIT-OPTION...]
#
# Changes no repository. For each git repository below ROOT that has something to split it makes OUT/<repository>.patch, which `git apply` takes
# at the top of that repository, and OUT/<repository>.md, which says what moves and why. OUT/report.jsonl has an object for each Dockerfile.
# Exit status: 0 done; 1 something could not be read, the rest is there all the same; 2 wrong usage, or a program is missing.
set -euo pipefail

usage() {
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

[[ $# -ge 2 && -d $1 && ($# -eq 2 || $3 == --) ]] || usage
for program in dfsplit git jq; do
  command -v "$program" >/dev/null || { echo "patches.sh: $program is not in PATH" >&2; exit 2; }
done
root=$(cd -- "$1" && pwd -P)
mkdir -p -- "$2"
out=$(cd -- "$2" && pwd -P)
options=("${@:4}")
: >"$out/report.jsonl"

# A repository is where .git is: a folder, or a file in a worktree and in a submodule. Names end with NUL: anything else may be part of one.
mapfile -d '' -t gits < <(find "$root" -name .git -prune -print0 | sort -z)
wait "$!"

failed=0
for git in "${gits[@]}"; do
  repository=${git%/.git}
  name=${repository#"$root"}
  name=${name#/}
  name=${name:-${root##*/}}
  cd -- "$repository"

  # Exit status 2 says that an object tells of an error, or that there is none to tell (a wrong dfsplit.toml); all other objects still hold.
  status=0
  objects=$(dfsplit --quiet --format jsonl "${options[@]}" . 2>"$out/errors.txt") || status=$?
  if jq -es 'length == 1 and .[0].outcome == "error" and .[0].path == "."' <<<"$objects" >/dev/null; then
    continue # a repository without a Dockerfile
  fi
  if [[ $status -ne 0 ]]; then
    failed=1
    { echo "$name: dfsplit ended with $status"; cat -- "$out/errors.txt"; } >&2
    [[ $status -eq 2 ]] || continue
  fi
  jq -c --arg repository "$name" '{repository: $repository} + .' <<<"$objects" >>"$out/report.jsonl"

  # "shown" is what the patch holds. What is only very likely right is "withheld", unless `-- --unsafe` asks for it.
  shown=$(jq -s 'map(select(.deed == "shown")) | length' <<<"$objects")
  if [[ $shown -gt 0 ]]; then
    mkdir -p -- "$(dirname "$out/$name")"
    dfsplit --quiet "${options[@]}" . >"$out/$name.patch" 2>/dev/null || [[ $? -eq 2 ]]
    dfsplit --quiet --format markdown "${options[@]}" . >"$out/$name.md" 2>/dev/null || [[ $? -eq 2 ]]
    printf '%s\t%s\n' "$shown" "$name"
  fi
done
rm -f -- "$out/errors.txt"

jq -rs 'group_by(.outcome) | map("\(length) \(.[0].outcome)") | join(", ")' "$out/report.jsonl" >&2
exit "$failed"
