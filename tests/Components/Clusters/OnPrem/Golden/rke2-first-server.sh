#!/usr/bin/env bash
# Brings this host to a release of rke2 as the first server.
set -euo pipefail
umask 022

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
SERVICE=rke2-server
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
settings+=$(take '[cluster]agent-token' agent-token)$'\n'
settings+=$(take '[default]aws_access_key_id' etcd-s3-access-key)$'\n'
settings+=$(take '[default]aws_secret_access_key' etcd-s3-secret-key)$'\n'
secrets="${ETC#"$ROOT"}/config.yaml.d/90-secrets.yaml"
if [ -d "$DATA/server/db" ] && [ -e "$ROOT$secrets" ] && [[ $(<"$ROOT$secrets") != *"$(take '[cluster]token' token)"* ]]; then
  fail "the server token is not the one that this cluster has; docs/on-prem.md says under Tokens how to change it"
fi
put 0600 "$secrets" < <(printf '%s' "$settings")

registration='https://berlin.acme.example:9345'
if [ ! -d "$DATA/server/db" ] && curl --silent --insecure --noproxy '*' --max-time 5 "$registration/ping" | grep -q pong; then
  fail "a cluster answers at $registration already, but this host has no datastore; list a server that has one first"
fi

put 0600 /etc/rancher/rke2/config.yaml <<'END_OF_FILE'
profile: cis
node-label:
- ai-platform/pool=system
node-taint:
- CriticalAddonsOnly=true:NoSchedule
tls-san:
- berlin.acme.example
- "10.30.0.11"
- "10.30.0.12"
- "10.30.0.13"
write-kubeconfig-mode: "0600"
audit-policy-file: "/etc/rancher/rke2/audit-policy.yaml"
pod-security-admission-config-file: "/etc/rancher/rke2/pod-security.yaml"
disable:
- rke2-ingress-nginx
- rke2-traefik
etcd-snapshot-schedule-cron: "0 2 * * *"
etcd-snapshot-retention: 30
etcd-snapshot-compress: true
etcd-s3: true
etcd-s3-endpoint: s3.acme.example:9000
etcd-s3-bucket: berlin-backups
etcd-s3-region: us-east-1
etcd-s3-folder: etcd
etcd-s3-retention: 30
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

put 0600 /etc/rancher/rke2/audit-policy.yaml <<'END_OF_FILE'
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

put 0600 /etc/rancher/rke2/pod-security.yaml <<'END_OF_FILE'
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

sysctl --quiet --load "$ROOT/etc/sysctl.d/60-rke2-cis.conf"
# The CIS profile runs etcd as a user of its own.
getent passwd etcd >/dev/null ||
  useradd --system --comment 'etcd user' --shell /sbin/nologin --no-create-home --user-group etcd
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
kubectl label node "$node" --overwrite 'ai-platform/pool=system' >/dev/null
printf '%s is ready on %s\n' "$node" "$RELEASE"
