#!/usr/bin/env bash
# The operator at work without a cluster: a development API server with examples/k3s-home-assistant on it, whose CronJobs
# run by a clock, the real kubectl, and the operator. `make demo` calls it; KEEP=1 leaves everything running.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${BIN:-.build/release}
kubectl=${NETRISK_KUBECTL:-kubectl}
speed=${SPEED:-1}
work=$(mktemp -d)
export KUBECONFIG=$work/kubeconfig
pids=()

stop() {
  # The operator first: it gives up what it holds.
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null && wait "${pids[i]}" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap stop EXIT

show() { printf '\n$ %s\n' "$*"; "$@"; }

# Runs a command until it succeeds, for at most 30 s; its last words when it does not.
until_ok() {
  local deadline=$((SECONDS + 30)) words
  until words=$("$@" 2>&1); do
    if ((SECONDS >= deadline)); then
      printf 'demo: gave up waiting for: %s\n%s\n' "$*" "$words" >&2
      sed 's/^/  /' "$work"/*.log >&2
      exit 1
    fi
    sleep 0.2
  done
}

kubectl() { command "$kubectl" "$@"; }

echo "A development API server with examples/k3s-home-assistant, whose CronJobs run (log: $work/apiserver.log)"
"$bin/dev-apiserver" --seed examples/k3s-home-assistant --kubeconfig-out "$KUBECONFIG" --play --speed "$speed" \
  >"$work/apiserver.log" 2>&1 &
pids+=($!)
until_ok kubectl get --raw /readyz

show kubectl apply -f config/crd/bases
show kubectl wait --for=condition=Established crd/netrisks.netrisk.dev crd/clusternetrisks.netrisk.dev --timeout=30s

printf '\n$ netrisk operator &    (log: %s)\n' "$work/operator.log"
"$bin/netrisk" operator --health-probe-bind-address 127.0.0.1:0 >"$work/operator.log" 2>&1 &
pids+=($!)
until_ok kubectl wait --for=condition=AtRisk netrisk --all -A --timeout=10s
until_ok kubectl wait --for=condition=Ready clusternetrisk/cluster --timeout=10s

show kubectl get netrisk -A -o wide
show kubectl get clusternetrisk
show kubectl describe netrisk -n automation deployment-homeassistant

if [ "${KEEP:-}" = 1 ]; then
  printf '\nEverything is running. In another terminal:\n\n  export KUBECONFIG=%s\n  kubectl get netrisk -A --watch\n\n' "$KUBECONFIG"
  echo "For example, kubectl patch cronjob -n infra home-ip-updater -p '{\"spec\":{\"suspend\":true}}' lowers the rates."
  echo "Control-C ends it."
  wait "${pids[-1]}" || true
fi
