#!/usr/bin/env bash
# branch.sh [--dry-run] REPOSITORY BRANCH BODY [DFSPLIT-OPTION...]
#
# Makes BRANCH with one commit in REPOSITORY, and BODY, a file with the text of its pull request. Says in one word what became of it:
#   committed   the branch is there
#   nothing     no Dockerfile, or none that can be split safely
#   dirty       somebody works there: left alone
#   exists      there is a branch of that name that holds something else: left alone
# Exit status: 0 with a word; 2 wrong usage; anything else: what failed is on stderr, and there is no branch.
set -euo pipefail

readonly SUBJECT='Split Dockerfiles into build and runtime stages'

dry=''
[[ ${1-} != --dry-run ]] || { dry=yes; shift; }
[[ $# -ge 3 ]] || { sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
repository=$(cd -- "$1" && pwd -P)
branch=$2 body=$3
options=("${@:4}")

says() {
  echo "$1"
  exit 0
}

# The top of a work tree, and no folder somewhere inside one.
cd -- "$repository"
[[ $(git rev-parse --show-prefix) == '' && $(git rev-parse --is-inside-work-tree) == true ]] || { echo "$repository is no work tree" >&2; exit 1; }
[[ $(git status --porcelain) == '' ]] || says dirty

head=$(git rev-parse HEAD)
if git show-ref --verify --quiet -- "refs/heads/$branch"; then
  # A run that was ended between two steps has left the branch as it should be.
  [[ $(git log -1 --format='%P %s' "refs/heads/$branch" --) != "$head $SUBJECT" ]] || says committed
  says exists
fi

# The work is done in a checkout of its own: what people have checked out is not touched, and a run that is ended leaves nothing there.
copy=$(mktemp -d "${TMPDIR:-/tmp}/dfsplit-branch.XXXXXX")
trap 'git -C "$repository" worktree remove --force "$copy/tree" 2>/dev/null || rm -rf -- "$copy/tree"; rm -rf -- "$copy"' EXIT
if [[ -z $dry ]]; then
  git worktree prune
  git worktree add --quiet --detach "$copy/tree" "$head"
else
  # The same files, without a word in .git.
  export GIT_INDEX_FILE=$copy/index
  git read-tree "$head"
  git checkout-index --all --prefix="$copy/tree/"
  mkdir -p -- "$copy/tree"
fi
cd -- "$copy/tree"

# Exit status 2 says that an object tells of an error, or that there is none to tell (a wrong dfsplit.toml).
status=0
objects=$(dfsplit --quiet --format jsonl "${options[@]}" . 2>"$copy/errors") || status=$?
jq -es 'length == 1 and .[0].outcome == "error" and .[0].path == "."' <<<"$objects" >/dev/null && says nothing # no Dockerfile
cat -- "$copy/errors" >&2
[[ $status -eq 0 ]] || exit "$status"
jq -es 'any(.deed == "shown")' <<<"$objects" >/dev/null || says nothing
[[ -z $dry ]] || says committed

dfsplit --quiet --format markdown "${options[@]}" . >"$copy/body"
objects=$(dfsplit --quiet --write --format jsonl "${options[@]}" .)
{
  printf '%s\n\n' "$SUBJECT"
  jq -r 'select(.deed == "written") | "- \(.path): \(.message)"' <<<"$objects"
} >"$copy/message"
git commit --quiet --all --file "$copy/message"
mkdir -p -- "$(dirname -- "$body")"
cp -- "$copy/body" "$body"
git branch -- "$branch" HEAD # last: the branch is there when all else is
says committed
