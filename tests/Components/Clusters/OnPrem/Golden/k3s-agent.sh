#!/usr/bin/env bash
# Brings this host to a release of k3s as an agent.
set -euo pipefail
umask 022

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
SERVICE=k3s-agent
RELEASE='v1.35.1+k3s1'
ETC="$ROOT/etc/rancher/k3s"
DATA="$ROOT/var/lib/rancher/k3s"

# Programs go where the distribution's own installer puts them.
writable() { mkdir -p "$1" 2>/dev/null && touch "$1/.ai-platform" 2>/dev/null && rm -f "$1/.ai-platform"; }
PREFIX=/usr/local
if ! writable "$ROOT/usr/local/bin"; then
  PREFIX=/opt
fi
PROGRAM="$ROOT$PREFIX/bin/k3s"

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

# drop PATH: removes a file that was written here, and no other.
drop() {
  if [ -e "$ROOT$1" ] && [ "$(head -n 1 "$ROOT$1")" = '# Written by the platform.' ]; then
    rm -f "$ROOT$1"
    printf 'removed %s\n' "$1"
  fi
}

# Units name their program by its path.
relocate() { sed "s|/usr/local|$PREFIX|"; }

# was SETTING DEFAULT: what the last run has configured.
was() {
  local line
  line=$(grep "^$1: " "$ETC/config.yaml" 2>/dev/null) || line="$1: $2"
  line=${line#"$1: "}
  printf '%s' "${line//\"/}"
}
if [ -e "$ETC/config.yaml" ]; then
  data=$(was data-dir /var/lib/rancher/k3s)
  [ "$data" = "${DATA#"$ROOT"}" ] ||
    fail "the state of this host is in $data; remove the host, then add it with another folder"
fi
if systemctl is-enabled --quiet k3s 2>/dev/null; then
  fail "this host runs k3s; remove it from the stack first, then add it in its new role"
fi

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
# quoted TEXT: as YAML takes it; a quote inside quotes is doubled.
quoted() { printf "'%s'" "${1//\'/\'\'}"; }
# take NAME SETTING: a secret as a line of configuration.
take() {
  [ -n "${secret[$1]:-}" ] || fail "standard input has no $1"
  printf '%s: %s' "$2" "$(quoted "${secret[$1]}")"
}
settings=''
settings+=$(take '[cluster]token' token)$'\n'
secrets="${ETC#"$ROOT"}/config.yaml.d/90-secrets.yaml"
put 0600 "$secrets" < <(printf '%s' "$settings")

put 0600 /etc/rancher/k3s/config.yaml <<'END_OF_FILE'
server: https://berlin.acme.example:6443
node-ip: "10.30.0.21"
protect-kernel-defaults: true
node-label:
- ai-platform/host=10.30.0.21
- ai-platform/pool=cpu
END_OF_FILE

put 0644 /etc/sysctl.d/60-k3s-cis.conf <<'END_OF_FILE'
vm.panic_on_oom=0
vm.overcommit_memory=1
kernel.panic=10
kernel.panic_on_oops=1
END_OF_FILE

put 0600 /var/lib/rancher/k3s/agent/etc/kubelet.conf.d/50-ai-platform.conf <<'END_OF_FILE'
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

put 0644 /etc/systemd/system/k3s-agent.service < <(relocate <<'END_OF_FILE'
[Unit]
Description=K3s (agent)
Documentation=https://docs.k3s.io
Wants=network-online.target
After=network-online.target

[Service]
EnvironmentFile=-/etc/default/%N
EnvironmentFile=-/etc/sysconfig/%N
Type=exec
ExecStartPre=-/sbin/modprobe br_netfilter
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/k3s agent
KillMode=process
Delegate=yes
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=0
Restart=always
RestartSec=5s

[Install]
WantedBy=multi-user.target
END_OF_FILE
)

drop /etc/default/k3s-agent

sysctl --quiet --load "$ROOT/etc/sysctl.d/60-k3s-cis.conf"

# Where the host confines, so are its containers; the rules are those of the distribution's policy package.
if command -v selinuxenabled >/dev/null && selinuxenabled; then
  put 0600 /etc/rancher/k3s/config.yaml.d/80-selinux.yaml <<<'selinux: true'
fi

case $(uname -m) in
  x86_64) arch=amd64 digest='5861314d7fccb39c2192173240eab44fa35ca66426201ca2acd0630a6258dd51' ;;
  aarch64) arch=arm64 digest='f69162950f235e3cdbbad33f1f912d1a504be90d8a37d002c735d6f3e3882265' ;;
  *) fail "no release for $(uname -m)" ;;
esac
request=(curl --proto '=https' --fail --silent --show-error --location --retry 5 --retry-connrefused)
fetch() {
  [ -n "$digest" ] || fail "the stack pins no digest of $1: give install.digests.$arch"
  "${request[@]}" --output "$2" 'https://github.com/k3s-io/k3s/releases/download/v1.35.1%2Bk3s1/'"$1"
  sha256sum --check --status <<<"$digest  $2" || fail "$1 of $RELEASE does not have the digest that the stack pins"
}

node=$(uname -n | tr '[:upper:]' '[:lower:]')
kubectl() { "$PROGRAM" kubectl --kubeconfig "$DATA/agent/kubelet.kubeconfig" "$@"; }
schedulable() { kubectl patch node "$node" --type merge --patch "{\"spec\":{\"unschedulable\":$1}}" >/dev/null; }
# What a person has cordoned stays so.
uncordon() {
  if [ -e "$ETC/.cordoned" ]; then
    schedulable false
    rm -f "$ETC/.cordoned"
  fi
}

nl='{"\n"}'
staying() {
  kubectl get pods --all-namespaces --field-selector "spec.nodeName=$node" --output \
    "jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {.metadata.ownerReferences[0].kind}|{.status.phase}$nl{end}" |
    awk '$2 !~ /^(DaemonSet|Node)[|]/ && $2 !~ /[|](Succeeded|Failed)$/ { print $1 }'
}
drain() {
  local pods pod tries
  if [ "$(kubectl get node "$node" --output 'jsonpath={.spec.unschedulable}')" != true ]; then
    : >"$ETC/.cordoned"
    schedulable true
  fi
  for ((tries = 0; ; tries++)); do
    pods=$(staying) || fail "the pods of $node cannot be listed"
    [ -n "$pods" ] || break
    if [ "$tries" -ge 120 ]; then
      uncordon
      fail "after 10 minutes these pods are still on $node, kept by a disruption budget or slow: ${pods//$'\n'/, }"
    fi
    for pod in $pods; do
      printf '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"namespace":"%s","name":"%s"}}' "${pod%/*}" "${pod#*/}" |
        kubectl create --raw "/api/v1/namespaces/${pod%/*}/pods/${pod#*/}/eviction" --filename - >/dev/null 2>&1 || true
    done
    sleep 5
  done
  printf 'drained %s\n' "$node"
}

installed=''
if [ -x "$PROGRAM" ]; then
  # What a full disk has cut off says no version, and is replaced.
  installed=$("$PROGRAM" --version 2>/dev/null | awk 'NR == 1 { print $3 }') || installed=''
fi
if [ "$installed" != "$RELEASE" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  if [ "$arch" = amd64 ]; then file=k3s; else file="k3s-$arch"; fi
  fetch "$file" "$work/k3s"
  if [ -n "$installed" ] && systemctl is-active --quiet "$SERVICE"; then
    drain
  fi
  mkdir -p "$ROOT$PREFIX/bin"
  install -m 0755 "$work/k3s" "$PROGRAM.new"
  mv -f "$PROGRAM.new" "$PROGRAM"
  if command -v restorecon >/dev/null; then
    restorecon -R -i "$PROGRAM"
  fi
  printf 'installed k3s %s\n' "$RELEASE"
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

# Labels that the pool no longer has go; those that somebody else has set stay.
labels=('ai-platform/host=10.30.0.21' 'ai-platform/pool=cpu')
gone=()
if [ -e "$ETC/.labels" ]; then
  while IFS= read -r key; do
    [[ " ${labels[*]}" == *" $key="* ]] || gone+=("$key-")
  done <"$ETC/.labels"
fi
kubectl label node "$node" --overwrite "${labels[@]}" "${gone[@]}" >/dev/null
put 0600 "${ETC#"$ROOT"}/.labels" < <(printf '%s\n' "${labels[@]%%=*}")
uncordon
printf '%s is ready on %s\n' "$node" "$RELEASE"
