#!/usr/bin/env bash
# Brings this host to a release of k3s as the first server.
set -euo pipefail
umask 022

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
SERVICE=k3s
RELEASE='v1.35.1+k3s1'
PROGRAM="$ROOT/usr/local/bin/k3s"
ETC="$ROOT/etc/rancher/k3s"
DATA="$ROOT/var/lib/rancher/k3s"

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
settings+=$(take '[cluster]agent-token' agent-token)$'\n'
secrets="${ETC#"$ROOT"}/config.yaml.d/90-secrets.yaml"
if [ -d "$DATA/server/db" ] && [ -e "$ROOT$secrets" ] && [[ $(<"$ROOT$secrets") != *"$(take '[cluster]token' token)"* ]]; then
  fail "the server token is not the one that this cluster has; docs/on-prem.md says under Tokens how to change it"
fi
put 0600 "$secrets" < <(printf '%s' "$settings")

registration='https://10.40.0.11:6443'
if [ ! -d "$DATA/server/db" ] && curl --silent --insecure --noproxy '*' --max-time 5 "$registration/ping" | grep -q pong; then
  fail "a cluster answers at $registration already, but this host has no datastore; list a server that has one first"
fi

put 0600 /etc/rancher/k3s/config.yaml <<'END_OF_FILE'
protect-kernel-defaults: true
node-label:
- ai-platform/pool=gpu
- nvidia.com/device-plugin.config=exclusive
disable-default-registry-endpoint: true
tls-san:
- "10.40.0.11"
write-kubeconfig-mode: "0600"
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

put 0644 /etc/systemd/system/k3s.service <<'END_OF_FILE'
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

sysctl --quiet --load "$ROOT/etc/sysctl.d/60-k3s-cis.conf"
mkdir -p "$DATA/server/logs" && chmod 0700 "$DATA/server/logs"
# Where the host confines, so are its containers; the rules are those of the distribution's policy package.
if command -v selinuxenabled >/dev/null && selinuxenabled; then
  put 0600 /etc/rancher/k3s/config.yaml.d/80-selinux.yaml <<<'selinux: true'
fi

case $(uname -m) in
  x86_64) arch=amd64 ;;
  aarch64) arch=arm64 ;;
  *) fail "no release for $(uname -m)" ;;
esac
request=(curl --proto '=https' --fail --silent --show-error --location --retry 5 --retry-connrefused)

# The release is an OCI artefact of the mirror: one layer a file, each with its name as its title.
fetch() {
  local repository='mirror/rancher/k3s-release' from='https://registry.acme.example/v2/mirror/rancher/k3s-release' manifest digest
  manifest=$("${request[@]}" --header 'Accept: application/vnd.oci.image.manifest.v1+json' "$from/manifests/${RELEASE//+/-}")
  digest=$(tr -d ' \t\n' <<<"$manifest" | grep -o '{[^{}]*{[^{}]*}' | grep -F "\"org.opencontainers.image.title\":\"$1\"" |
    grep -o 'sha256:[0-9a-f]\{64\}' | head -n 1) || fail "the mirror's $repository for $RELEASE has no file $1"
  "${request[@]}" --output "$2" "$from/blobs/$digest"
  sha256sum --check --status <<<"${digest#sha256:}  $2" || fail "$1 does not have the digest of the mirror's manifest"
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
  # No upgrade without a way back.
  if [ -n "$installed" ] && systemctl is-active --quiet "$SERVICE"; then
    "$PROGRAM" etcd-snapshot save --name "before-${RELEASE//+/-}"
  fi
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$ROOT/usr/local/bin"
  if [ "$arch" = amd64 ]; then file=k3s; else file="k3s-$arch"; fi
  fetch "$file" "$work/k3s"
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

node=$(uname -n | tr '[:upper:]' '[:lower:]')
kubectl() { "$ROOT"/usr/local/bin/k3s kubectl --kubeconfig "$DATA/agent/kubelet.kubeconfig" "$@"; }
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
kubectl label node "$node" --overwrite 'ai-platform/pool=gpu' 'nvidia.com/device-plugin.config=exclusive' >/dev/null
printf '%s is ready on %s\n' "$node" "$RELEASE"
