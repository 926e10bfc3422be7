#!/bin/sh
# Runs NetRisk in a pipeline: a table for the log, reports for other programs, and what a change does. The environment
# says what is wanted; what is empty is left to .netrisk.yaml.
#
#   NETRISK                     the command (netrisk)
#   NETRISK_PATHS               files and folders to read, one a line; without any, the current folder where there is no
#                               .netrisk.yaml
#   NETRISK_CONFIG              another file in the place of .netrisk.yaml
#   NETRISK_FAIL_ON             severity from which findings fail
#   NETRISK_BASELINE            report of earlier findings, which do not count
#   NETRISK_BASE                git revision to compare HEAD with; none without it
#   NETRISK_MAX_ADDED_REQUESTS  sync requests an hour that the change may add
#   NETRISK_SARIF               file to write SARIF to
#   NETRISK_JUNIT               file to write JUnit's format to
#   NETRISK_MARKDOWN            file to append Markdown to
#
# Exit status: 0, passed; 1, an error in the use or the input; 2, a finding or a change that fails.
set -u

NETRISK=${NETRISK:-netrisk}
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# The options of both commands, as this script's arguments.
set --
while read -r path; do
  [ -z "$path" ] || set -- "$@" -f "$path"
done <<PATHS
${NETRISK_PATHS:-}
PATHS
if [ -n "${NETRISK_CONFIG:-}" ]; then
  set -- "$@" --config "$NETRISK_CONFIG"
elif [ $# -eq 0 ] && [ ! -e .netrisk.yaml ] && [ ! -e .netrisk.yml ]; then
  set -- -f .
fi
[ -z "${NETRISK_FAIL_ON:-}" ] || set -- "$@" --fail-on "$NETRISK_FAIL_ON"

analyze() {
  [ -z "${NETRISK_BASELINE:-}" ] || set -- "$@" --baseline "$NETRISK_BASELINE"
  "$NETRISK" analyze --at "$now" "$@"
}

# What `diff` ends with, as this script's statuses.
compare() {
  [ -z "${NETRISK_MAX_ADDED_REQUESTS:-}" ] || set -- "$@" --max-added-requests "$NETRISK_MAX_ADDED_REQUESTS"
  compared=0
  "$NETRISK" diff --at "$now" --limits-only "$@" -- "$NETRISK_BASE" HEAD || compared=$?
  case $compared in
    0) return 0 ;;
    1) return 2 ;;
    *) return 1 ;;
  esac
}

# The same once more in another form: what is wrong with the input was told before, and the end is the same.
report() {
  [ -n "$1" ] || return 0
  mkdir -p "$(dirname "$1")" || exit 1
  file=$1 format=$2 ended=0
  shift 2
  analyze "$@" -q -o "$format" >"$file" 2>/dev/null || ended=$?
  [ "$ended" -eq "$status" ] || {
    echo "netrisk-ci: $file cannot be written: netrisk ended with $ended, and with $status before" >&2
    exit 1
  }
}

status=0
analyze "$@" || status=$?
[ "$status" -le 2 ] || status=1
report "${NETRISK_SARIF:-}" sarif "$@"
report "${NETRISK_JUNIT:-}" junit "$@"

change=0
if [ -n "${NETRISK_BASE:-}" ]; then
  echo
  compare "$@" || change=$?
  if [ "$change" -eq 1 ] && [ "$(git rev-parse --is-shallow-repository 2>/dev/null)" = true ]; then
    echo "netrisk-ci: this clone is shallow: $NETRISK_BASE has to be fetched before" >&2
  fi
fi

if [ -n "${NETRISK_MARKDOWN:-}" ]; then
  {
    analyze "$@" -q -o markdown 2>/dev/null
    [ -z "${NETRISK_BASE:-}" ] || [ "$change" -eq 1 ] || { echo && compare "$@" -q -o markdown 2>/dev/null; }
  } >>"$NETRISK_MARKDOWN"
fi

# An error says more than a gate.
[ "$status" -ne 0 ] && [ "$change" -ne 1 ] || status=$change
exit "$status"
