#!/usr/bin/env bash
# Drains the node of a host and removes it.
set -euo pipefail

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
ETC="$ROOT/etc/rancher/rke2"
DATA="$ROOT/var/lib/rancher/rke2"
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

PROGRAM="$ROOT/usr/local/bin/rke2"
[ -x "$PROGRAM" ] || PROGRAM="$ROOT/opt/rke2/bin/rke2"
kubectl() { "$DATA/bin/kubectl" --kubeconfig "$ETC/rke2.yaml" "$@"; }
nodes() { kubectl get nodes --selector 'ai-platform/host=10.30.0.31' --output name; }

nodes=$(nodes)
for each in $nodes; do
  ready=$(kubectl get "$each" --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')
  kubectl cordon "${each#node/}" >/dev/null
  if [ "$ready" = True ]; then
    kubectl drain "${each#node/}" --ignore-daemonsets --delete-emptydir-data --force \
      --timeout=10m >/dev/null ||
      fail "${each#node/} does not become empty; a disruption budget, or a volume on this host alone, keeps its pods"
  else
    printf '%s is not ready, so it is removed without being drained\n' "${each#node/}"
  fi
  kubectl delete "$each" --timeout=5m >/dev/null
  printf 'removed %s\n' "$each"
done
[ -n "$nodes" ] || printf 'no node has the address 10.30.0.31\n'
