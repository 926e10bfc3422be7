#!/bin/sh
# Prints the path of the command for a pipeline: the one that NETRISK names, else netrisk on the PATH, else one that is
# built from the sources around this script, where there is Swift. No binary of NetRisk is published.
set -eu

if [ -n "${NETRISK:-}" ] || command -v netrisk >/dev/null; then
  found=$(command -v "${NETRISK:-netrisk}") || {
    echo "find-netrisk: there is no command $NETRISK" >&2
    exit 1
  }
  echo "$found"
  exit
fi
if ! command -v swift >/dev/null; then
  echo "find-netrisk: there is no netrisk on the PATH, and no Swift 6.3 to build it with" >&2
  exit 1
fi
sources=$(cd "$(dirname "$0")/../.." && pwd)
make -C "$sources" build >&2
echo "$sources/.build/release/netrisk"
