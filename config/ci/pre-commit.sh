#!/bin/sh
# The hook of .pre-commit-hooks.yaml: netrisk analyze with the hook's arguments, over the whole of the manifests, since a
# changed file says little without its policies. Without -f and without .netrisk.yaml it reads the repository, never a
# cluster.
for argument; do
  case $argument in
    -f* | --filename | --filename=* | --config | --config=*) exec netrisk analyze "$@" ;;
  esac
done
[ -e .netrisk.yaml ] || [ -e .netrisk.yml ] || set -- -f . "$@"
exec netrisk analyze "$@"
