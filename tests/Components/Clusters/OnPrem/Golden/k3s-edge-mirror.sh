#!/usr/bin/env bash
# Brings this host to a release of k3s as the first server.
set -euo pipefail
umask 022

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
SERVICE=k3s
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
  pods=$(was cluster-cidr 10.42.0.0/16) services=$(was service-cidr 10.43.0.0/16)
  [ "$pods $services" = '10.42.0.0/16 10.43.0.0/16' ] ||
    fail "this cluster has $pods for pods and $services for services, and both stay"
fi
if systemctl is-enabled --quiet k3s-agent 2>/dev/null; then
  fail "this host runs k3s-agent; remove it from the stack first, then add it in its new role"
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
settings+=$(take '[cluster]agent-token' agent-token)$'\n'
secrets="${ETC#"$ROOT"}/config.yaml.d/90-secrets.yaml"
if [ -d "$DATA/server/db" ] && [ -e "$ROOT$secrets" ] && [[ $(<"$ROOT$secrets") != *"$(take '[cluster]token' token)"* ]]; then
  fail "the server token is not the one that this cluster has; docs/on-prem.md says under Tokens how to change it"
fi
put 0600 "$secrets" < <(printf '%s' "$settings")

registration='https://10.40.0.11:6443'
if [ ! -d "$DATA/server/db" ] && [[ $(curl --silent --insecure --noproxy '*' --max-time 5 "$registration/ping") == *pong* ]]; then
  fail "a cluster answers at $registration already, but this host has no datastore; list a server that has one first"
fi

put 0600 /etc/rancher/k3s/config.yaml <<'END_OF_FILE'
node-ip: "10.40.0.11"
protect-kernel-defaults: true
node-label:
- ai-platform/host=10.40.0.11
- ai-platform/pool=gpu
- nvidia.com/device-plugin.config=exclusive
disable-default-registry-endpoint: true
tls-san:
- "10.40.0.11"
write-kubeconfig-mode: "0600"
cluster-cidr: "10.42.0.0/16"
service-cidr: "10.43.0.0/16"
cluster-dns: "10.43.0.10"
cluster-init: true
secrets-encryption: true
kube-apiserver-arg:
- admission-control-config-file=/etc/rancher/k3s/pod-security.yaml
- audit-log-path=/var/lib/rancher/k3s/server/logs/audit.log
- audit-policy-file=/etc/rancher/k3s/audit-policy.yaml
- audit-log-maxage=30
- audit-log-maxbackup=10
- audit-log-maxsize=100
- enable-admission-plugins=NodeRestriction
kube-controller-manager-arg:
- terminated-pod-gc-threshold=10
etcd-snapshot-schedule-cron: "0 2 * * *"
etcd-snapshot-retention: 30
etcd-snapshot-compress: true
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

put 0600 /etc/rancher/k3s/registries.yaml <<'END_OF_FILE'
mirrors:
  "*":
    endpoint:
    - https://registry.acme.example
    rewrite:
      "^(.*)$": "mirror/$1"
  registry.acme.example:
    endpoint:
    - https://registry.acme.example
END_OF_FILE

put 0600 /etc/rancher/k3s/audit-policy.yaml <<'END_OF_FILE'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version"]
  - level: None
    resources:
      - { group: "", resources: [events] }
      - { group: events.k8s.io, resources: [events] }
      - { group: coordination.k8s.io, resources: [leases] }
  - level: Request
    verbs: [create, update, patch, delete, deletecollection]
    resources:
      - { group: rbac.authorization.k8s.io }
  - level: Metadata
END_OF_FILE

put 0600 /etc/rancher/k3s/pod-security.yaml <<'END_OF_FILE'
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
      defaults:
        enforce: baseline
        enforce-version: latest
        audit: restricted
        audit-version: latest
        warn: restricted
        warn-version: latest
      exemptions:
        usernames: []
        runtimeClasses: []
        namespaces: [kube-system, cis-operator-system, tigera-operator]
END_OF_FILE

put 0600 /var/lib/rancher/k3s/server/manifests/ai-platform.yaml <<'END_OF_FILE'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: intra-namespace, namespace: default }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: default } } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: intra-namespace, namespace: kube-public }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-public } } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: intra-namespace, namespace: kube-system }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: dns, namespace: kube-system }
spec:
  podSelector: { matchLabels: { k8s-app: kube-dns } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: metrics-server, namespace: kube-system }
spec:
  podSelector: { matchLabels: { k8s-app: metrics-server } }
  policyTypes: [Ingress]
  ingress:
    - {}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: traefik, namespace: kube-system }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: traefik } }
  policyTypes: [Ingress]
  ingress:
    - {}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: service-lb, namespace: kube-system }
spec:
  podSelector: { matchExpressions: [{ key: svccontroller.k3s.cattle.io/svcname, operator: Exists }] }
  policyTypes: [Ingress]
  ingress:
    - {}
END_OF_FILE

put 0644 /etc/systemd/system/k3s.service < <(relocate <<'END_OF_FILE'
[Unit]
Description=K3s (server)
Documentation=https://docs.k3s.io
Wants=network-online.target
After=network-online.target

[Service]
EnvironmentFile=-/etc/default/%N
EnvironmentFile=-/etc/sysconfig/%N
Type=notify
ExecStartPre=-/sbin/modprobe br_netfilter
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/k3s server
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

drop /etc/default/k3s

sysctl --quiet --load "$ROOT/etc/sysctl.d/60-k3s-cis.conf"
mkdir -p "$DATA/server/logs" && chmod 0700 "$DATA/server/logs"
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
# The release is an OCI artefact of the mirror. A layer is found by its digest, which is that of the file.
fetch() {
  [ -n "$digest" ] || fail "the stack pins no digest of $1: give install.digests.$arch"
  "${request[@]}" --output "$2" \
    'https://registry.acme.example/v2/mirror/rancher/k3s-release/blobs/sha256:'"$digest" ||
    fail "the mirror's mirror/rancher/k3s-release has no $1 with the digest that the stack pins"
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

minor() {
  local version=${1#v1.}
  printf '%s' "${version%%.*}"
}
installed=''
if [ -x "$PROGRAM" ]; then
  # What a full disk has cut off says no version, and is replaced.
  installed=$("$PROGRAM" --version 2>/dev/null | awk 'NR == 1 { print $3 }') || installed=''
fi
if [ "$installed" != "$RELEASE" ]; then
  if [ -n "$installed" ]; then
    # Kubernetes knows no way back to an older minor version, and none past one (kubernetes.io/releases/version-skew-policy).
    step=$(($(minor "$RELEASE") - $(minor "$installed")))
    [ "$step" -eq 0 ] || [ "$step" -eq 1 ] ||
      fail "from $installed to $RELEASE is not one minor version up; take the releases between them one after another"
  fi
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  if [ "$arch" = amd64 ]; then file=k3s; else file="k3s-$arch"; fi
  fetch "$file" "$work/k3s"
  if [ -n "$installed" ] && systemctl is-active --quiet "$SERVICE"; then
    # No upgrade without a way back. Nothing prunes what was not taken by schedule (docs.rke2.io/datastore/backup_restore).
    "$PROGRAM" etcd-snapshot save --name "before-${RELEASE//+/-}"
    "$PROGRAM" etcd-snapshot prune --name before --snapshot-retention 5
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
labels=('ai-platform/host=10.40.0.11' 'ai-platform/pool=gpu' 'nvidia.com/device-plugin.config=exclusive')
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
