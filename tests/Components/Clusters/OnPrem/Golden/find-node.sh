#!/usr/bin/env bash
# Finds the node of a host.
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
[[ $nodes == node/* && $nodes != *$'\n'* ]] || fail "10.30.0.31 is not exactly one node of this cluster: ${nodes:-none}"
printf '%s\n' "$nodes"
