#!/usr/bin/env bash
# Removes rke2 from this host, with its data.
set -euo pipefail

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
ETC="$ROOT/etc/rancher/rke2"
DATA="$ROOT/var/lib/rancher/rke2"
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# RKE2's own script comes with its release, and stops what still runs.
for prefix in /usr/local /opt/rke2; do
  if [ -x "$ROOT$prefix/bin/rke2-uninstall.sh" ]; then
    RKE2_DATA_DIR="$DATA" "$ROOT$prefix/bin/rke2-uninstall.sh" >/dev/null 2>&1 || fail "$prefix/bin/rke2-uninstall.sh fails"
  fi
done
for path in "$DATA" "$ETC" "$ROOT/etc/sysctl.d/60-rke2-cis.conf" \
  "$ROOT/etc/default/rke2-server" "$ROOT/etc/default/rke2-agent"; do
  if [ -e "$path" ]; then
    rm -rf --one-file-system "$path"
    printf 'deleted %s\n' "${path#"$ROOT"}"
  fi
done
