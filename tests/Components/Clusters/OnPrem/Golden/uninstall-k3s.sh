#!/usr/bin/env bash
# Removes k3s from this host, with its data.
set -euo pipefail

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
ETC="$ROOT/etc/rancher/k3s"
DATA="$ROOT/var/lib/rancher/k3s"
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

for service in k3s k3s-agent; do
  if [ -e "$ROOT/etc/systemd/system/$service.service" ]; then
    systemctl disable --now --quiet "$service"
    rm -f "$ROOT/etc/systemd/system/$service.service"
  fi
done
systemctl daemon-reload
# The shims keep containers alive when the service ends; each is the parent of its containers.
shims=$(ps -e -o pid= -o args= | awk -v shim="$DATA/data/" 'index($0, shim) && /[c]ontainerd-shim/ { print $1 }')
for shim in $shims; do
  pkill -KILL -P "$shim" || true
  kill -KILL "$shim" || true
done
awk '$2 ~ "^/(run/k3s|run/netns/cni-|var/lib/kubelet/(pods|plugins))" { print $2 }' "$ROOT/proc/self/mounts" |
  sort --reverse | while IFS= read -r mount; do umount "$mount"; done
for interface in cni0 flannel.1 flannel-wg; do
  if [ -e "$ROOT/sys/class/net/$interface" ]; then
    ip link delete "$interface"
  fi
done
for save in iptables-save ip6tables-save; do
  if command -v "$save" >/dev/null; then
    "$save" | grep -v -e KUBE- -e CNI- -e flannel | "${save%-save}-restore"
  fi
done
rm -f "$ROOT/usr/local/bin/k3s" "$ROOT/opt/bin/k3s"
rm -rf --one-file-system "$ROOT/run/k3s" "$ROOT/run/flannel" "$ROOT/var/lib/kubelet" "$ROOT/etc/rancher/node" "$ROOT/var/lib/cni"
for path in "$DATA" "$ETC" "$ROOT/etc/sysctl.d/60-k3s-cis.conf" \
  "$ROOT/etc/default/k3s" "$ROOT/etc/default/k3s-agent"; do
  if [ -e "$path" ]; then
    rm -rf --one-file-system "$path"
    printf 'deleted %s\n' "${path#"$ROOT"}"
  fi
done
