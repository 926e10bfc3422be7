#!/bin/sh
# What action.yml runs: finds the command, runs netrisk-ci.sh, and tells GitHub what came of it.
set -u

here=$(dirname "$0")
finish() {
  { echo "exit-status=$1" && echo "sarif=$2" && echo "junit=$3"; } >>"$GITHUB_OUTPUT"
  exit "$1"
}

NETRISK=$(sh "$here/find-netrisk.sh") || finish 1 "" ""
export NETRISK
NETRISK_MARKDOWN=""
[ "${NETRISK_SUMMARY:-}" != true ] || NETRISK_MARKDOWN=$GITHUB_STEP_SUMMARY
export NETRISK_MARKDOWN

status=0
sh "$here/netrisk-ci.sh" || status=$?

# Only what was written is worth uploading.
[ -s "${NETRISK_SARIF:-}" ] || NETRISK_SARIF=""
[ -s "${NETRISK_JUNIT:-}" ] || NETRISK_JUNIT=""
finish "$status" "$NETRISK_SARIF" "$NETRISK_JUNIT"
