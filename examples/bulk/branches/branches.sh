#!/usr/bin/env bash
# branches.sh [OPTION...] LIST [-- DFSPLIT-OPTION...]
#
# One branch with one commit in each git repository that LIST names, a path a line (`-`: stdin). Pushes nothing unless told to.
#   --branch NAME    the branch [default: dfsplit]
#   --state DIR      what is done, and texts for pull requests [default: ./dfsplit-branches]; with the same DIR a run goes on where one ended
#   --batch N        at most N branches ...
#   --every SECONDS  ... within so many seconds; what earlier runs did counts [default: no limit]
#   --push           push each branch, once and without force, those of earlier runs too; then the limit is one for pushes
#   --remote NAME    where to [default: origin]
#   --dry-run        say what would be done, and change nothing
# A line on stdout for each repository: what became of it, a tab, its path.
# Exit status: 0 done; 1 a repository needs a person (dirty, exists, failed); 2 wrong usage, or a program is missing.
set -euo pipefail

usage() {
  sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

branch=dfsplit state=dfsplit-branches batch=0 every=0 remote=origin push='' dry='' list=''
while [[ $# -gt 0 && $1 != -- ]]; do
  case $1 in
    --push) push=yes ;;
    --dry-run) dry=--dry-run ;;
    --branch | --state | --batch | --every | --remote)
      [[ $# -ge 2 ]] || usage
      printf -v "${1#--}" '%s' "$2"
      shift
      ;;
    -?*) usage ;;
    *)
      [[ -z $list ]] || usage
      list=$1
      ;;
  esac
  shift
done
options=("${@:2}")
[[ -n $list && $batch =~ ^[0-9]+$ && $every =~ ^[0-9]+$ && $remote != -* ]] || usage
for program in dfsplit git jq; do
  command -v "$program" >/dev/null || { echo "branches.sh: $program is not in PATH" >&2; exit 2; }
done
git check-ref-format --branch "$branch" >/dev/null || usage
one=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)/branch.sh
[[ $list == - ]] || exec <"$list"
mapfile -t repositories

# done.tsv: when (seconds since 1970), what, where. A line is added once the thing is done: a run that was ended is only ever behind.
declare -A earlier=()
times=()
counted=$([[ -n $push ]] && echo pushed || echo committed)
if [[ -f $state/done.tsv ]]; then
  while IFS=$'\t' read -r when what where; do
    earlier[$where]=$what
    [[ $what != "$counted" ]] || times+=("$when")
  done <"$state/done.tsv"
fi
if [[ -z $dry ]]; then
  mkdir -p -- "$state"
  state=$(cd -- "$state" && pwd -P)
fi

record() { # WHAT REPOSITORY
  [[ -z $dry ]] || return 0
  local now
  now=$(date +%s)
  printf '%s\t%s\t%s\n' "$now" "$1" "$2" >>"$state/done.tsv"
  [[ $1 != "$counted" ]] || times+=("$now")
}

# Sleeps while N of what is counted lie within the last SECONDS.
wait_for_room() {
  [[ -z $dry && $batch -gt 0 && ${#times[@]} -ge $batch ]] || return 0
  local left=$((times[-batch] + every - $(date +%s)))
  [[ $left -gt 0 ]] || return 0
  echo "branches.sh: $batch are $counted, going on in $left s" >&2
  sleep "$left"
}

needs_a_person=0
for line in "${repositories[@]}"; do
  [[ -n $line ]] || continue
  repository=$(cd -- "$line" && pwd -P) || { printf 'failed\t%s\n' "$line"; needs_a_person=1; continue; }
  became=${earlier[$repository]-}
  if [[ -z $became ]]; then
    [[ -n $push ]] || wait_for_room
    became=$(bash "$one" ${dry:+"$dry"} "$repository" "$branch" "$state/bodies$repository.md" "${options[@]}") || became=failed
    case $became in
      committed | nothing) record "$became" "$repository" ;;
      *) needs_a_person=1 ;; # it is looked at again by the next run
    esac
  fi
  if [[ $became == committed && -n $push ]]; then
    wait_for_room
    if [[ -n $dry ]] || git -C "$repository" push --quiet "$remote" "refs/heads/$branch:refs/heads/$branch"; then
      became=pushed
      record pushed "$repository"
    else
      became=failed needs_a_person=1
    fi
  fi
  printf '%s\t%s\n' "$became" "$repository"
done
exit "$needs_a_person"
