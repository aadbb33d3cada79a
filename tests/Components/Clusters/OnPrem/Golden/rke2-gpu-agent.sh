#!/usr/bin/env bash
# Brings this host to a release of rke2 as an agent.
set -euo pipefail
umask 022

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
SERVICE=rke2-agent
RELEASE='v1.35.1+rke2r1'
PROGRAM="$ROOT/usr/local/bin/rke2"
ETC="$ROOT/etc/rancher/rke2"
DATA="$ROOT/var/lib/rancher/rke2"

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# put MODE PATH: makes the file PATH what standard input says; a file that is so already is not touched. Not behind a pipe: there it
# would run in a shell of its own, and the service would not be restarted for the file.
managed=()
put() {
  local path="$ROOT$2" new
  mkdir -p "$(dirname "$path")"
  new=$(mktemp "$path.XXXXXX")
  cat >"$new"
  chmod "$1" "$new"
  if cmp -s "$new" "$path" && [ "$(stat -c %a "$path")" = "${1#0}" ]; then
    rm -f "$new"
  else
    mv -f "$new" "$path"
    printf 'wrote %s\n' "$2"
  fi
  managed+=("$path")
}

# Secrets come on standard input: they are in no argument, no environment variable and no log.
declare -A secret=()
section=''
while IFS= read -r line || [ -n "$line" ]; do
  line=${line//[[:space:]]/}
  case $line in
    '['*']') section=$line ;;
    *=*) secret["$section${line%%=*}"]=${line#*=} ;;
  esac
done
# take NAME SETTING: a secret as a line of configuration; YAML doubles a quote inside quotes.
take() {
  [ -n "${secret[$1]:-}" ] || fail "standard input has no $1"
  printf "%s: '%s'" "$2" "${secret[$1]//\'/\'\'}"
}
settings=''
settings+=$(take '[cluster]token' token)$'\n'
secrets="${ETC#"$ROOT"}/config.yaml.d/90-secrets.yaml"
put 0600 "$secrets" < <(printf '%s' "$settings")

put 0600 /etc/rancher/rke2/config.yaml <<'END_OF_FILE'
server: https://berlin.acme.example:9345
profile: cis
node-label:
- ai-platform/pool=gpu
- nvidia.com/device-plugin.config=time-slicing-4
- nvidia.com/mig.config=all-disabled
node-taint:
- nvidia.com/gpu=present:NoSchedule
END_OF_FILE

put 0644 /etc/sysctl.d/60-rke2-cis.conf <<'END_OF_FILE'
vm.panic_on_oom=0
vm.overcommit_memory=1
kernel.panic=10
kernel.panic_on_oops=1
END_OF_FILE

put 0600 /var/lib/rancher/rke2/agent/etc/kubelet.conf.d/50-ai-platform.conf <<'END_OF_FILE'
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
serializeImagePulls: false
maxParallelImagePulls: 4
imageGCHighThresholdPercent: 80
imageGCLowThresholdPercent: 70
evictionHard:
  memory.available: "100Mi"
  nodefs.available: "10%"
  nodefs.inodesFree: "5%"
  imagefs.available: "15%"
  imagefs.inodesFree: "5%"
streamingConnectionIdleTimeout: "5m0s"
END_OF_FILE

sysctl --quiet --load "$ROOT/etc/sysctl.d/60-rke2-cis.conf"

# Where the host confines, so are its containers; the rules are those of the distribution's policy package.
if command -v selinuxenabled >/dev/null && selinuxenabled; then
  put 0600 /etc/rancher/rke2/config.yaml.d/80-selinux.yaml <<<'selinux: true'
fi

case $(uname -m) in
  x86_64) arch=amd64 ;;
  aarch64) arch=arm64 ;;
  *) fail "no release for $(uname -m)" ;;
esac
request=(curl --proto '=https' --fail --silent --show-error --location --retry 5 --retry-connrefused)

fetch() {
  local from='https://github.com/rancher/rke2/releases/download/v1.35.1%2Brke2r1' sums
  "${request[@]}" --output "$2" "$from/$1"
  sums=$("${request[@]}" "$from/sha256sum-$arch.txt")
  awk -v file="$1" -v path="$2" '$2 == file { print $1 "  " path }' <<<"$sums" | sha256sum --check --status ||
    fail "$1 of $RELEASE does not have the checksum of its release"
}

installed=''
if [ -x "$PROGRAM" ]; then
  # What a full disk has cut off says no version, and is replaced.
  installed=$("$PROGRAM" --version 2>/dev/null | awk 'NR == 1 { print $3 }') || installed=''
fi
if [ "$installed" != "$RELEASE" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$ROOT/usr/local/bin"
  fetch "rke2.linux-$arch.tar.gz" "$work/release.tar.gz"
  # The program last: it is what says that a release is there.
  unpack=(tar --extract --gzip --no-same-owner --file "$work/release.tar.gz" --directory "$ROOT/usr/local")
  "${unpack[@]}" --exclude bin/rke2
  "${unpack[@]}" bin/rke2
  if command -v restorecon >/dev/null; then
    restorecon -R -i "$PROGRAM" "$ROOT/usr/local/lib/systemd/system"
  fi
  printf 'installed rke2 %s\n' "$RELEASE"
fi

wanted=$({ printf '%s\n' "$RELEASE"; cat "${managed[@]}"; } | sha256sum)
since=''
if ! systemctl is-active --quiet "$SERVICE" || [ "$wanted" != "$(cat "$ETC/.started-with" 2>/dev/null || true)" ]; then
  systemctl daemon-reload
  systemctl enable --quiet "$SERVICE"
  since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  timeout 15m systemctl restart "$SERVICE" || fail "$SERVICE does not start: journalctl --unit $SERVICE"
  printf 'restarted %s\n' "$SERVICE"
fi

node=$(uname -n | tr '[:upper:]' '[:lower:]')
kubectl() { "$ROOT"/var/lib/rancher/rke2/bin/kubectl --kubeconfig "$DATA/agent/kubelet.kubeconfig" "$@"; }
ready() {
  local condition='.status.conditions[?(@.type=="Ready")]' version status heartbeat
  read -r version status heartbeat < <(kubectl get node "$node" --output \
    "jsonpath={.status.nodeInfo.kubeletVersion} {$condition.status} {$condition.lastHeartbeatTime}" 2>/dev/null) || true
  [ "$version $status" = "$RELEASE True" ] && [[ $heartbeat > $since ]]
}
for ((tries = 0; ; tries++)); do
  ready && break
  [ "$tries" -lt 120 ] || fail "$node is not ready on $RELEASE after ten minutes: journalctl --unit $SERVICE"
  sleep 5
done
put 0600 "${ETC#"$ROOT"}/.started-with" <<<"$wanted"
kubectl label node "$node" --overwrite 'ai-platform/pool=gpu' 'nvidia.com/device-plugin.config=time-slicing-4' 'nvidia.com/mig.config=all-disabled' >/dev/null
printf '%s is ready on %s\n' "$node" "$RELEASE"
