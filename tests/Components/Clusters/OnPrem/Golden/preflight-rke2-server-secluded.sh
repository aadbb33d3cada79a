#!/usr/bin/env bash
# Tells whether this host can run rke2 v1.35.1+rke2r1; changes nothing.
set -uo pipefail

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
SERVICE=rke2-server
DATA="$ROOT/data/rke2"
problems=()
notes=()
problem() { problems+=("$*"); }
note() { notes+=("$*"); }
has() { command -v "$1" >/dev/null 2>&1; }
running() { systemctl is-active --quiet "$1" 2>/dev/null; }
loadable() { [ -d "$ROOT/sys/module/$1" ] || modprobe --dry-run --quiet "$1" 2>/dev/null; }
# What is taken by the distribution itself is in order.
installed=''
! running "$SERVICE" || installed=yes

for tool in curl tar gzip sha256sum awk mountpoint ip ss; do
  has "$tool" || problem "$tool is missing"
done
[ -d "$ROOT/run/systemd/system" ] || problem "systemd does not run here"
case $(uname -m) in
  x86_64) arch=amd64 ;;
  aarch64) arch=arm64 ;;
  *) arch=$(uname -m) ;;
esac
[[ ' amd64 arm64 ' == *" $arch "* ]] || problem "the stack pins no digest for $arch: install.digests"
node=$(uname -n | tr '[:upper:]' '[:lower:]')
[[ $node =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ && $node != localhost* ]] ||
  problem "\"$node\" cannot be the name of a node: hostnamectl"
[ "$(timedatectl show --property NTPSynchronized --value 2>/dev/null)" = yes ] ||
  problem "the clock is not synchronised: timedatectl"
[ -z "$(awk 'NR > 1' "$ROOT/proc/swaps" 2>/dev/null)" ] || problem "swap is on: swapoff --all, and take it out of /etc/fstab"
# Since 1.35 the kubelet no longer starts with the first version (kubernetes/enhancements, KEP-5573).
if [ -e "$ROOT/sys/fs/cgroup/cgroup.controllers" ]; then
  for controller in cpu cpuset memory pids; do
    grep -qw "$controller" "$ROOT/sys/fs/cgroup/cgroup.controllers" || problem "the cgroup controller $controller is off"
  done
else
  problem "cgroups are of the first version: boot with systemd.unified_cgroup_hierarchy=1"
fi
for module in overlay br_netfilter; do
  loadable "$module" || problem "the kernel has no module $module"
done

if [ -z "$installed" ]; then
  for port in 2379 2380 6443 9345 10250 10256 10257 10259; do
    [ -z "$(ss -Hltn "sport = :$port" 2>/dev/null)" ] || problem "port $port is taken: ss -ltnp"
  done
  [ -z "$(ss -Hlun 'sport = :8472' 2>/dev/null)" ] || problem "UDP port 8472, of VXLAN, is taken: ss -lunp"
fi
# docs.rke2.io/known_issues
! running firewalld || problem "firewalld breaks the networks of pods: systemctl disable --now firewalld"
! running nm-cloud-setup.timer || problem "nm-cloud-setup takes routes away: systemctl disable --now nm-cloud-setup.timer"
if running ufw && [[ $(ufw status 2>/dev/null) == *'Status: active'* ]]; then
  note "ufw is active: open the ports of docs/on-prem.md between the hosts"
fi
if running NetworkManager &&
  ! grep -qs 'unmanaged-devices.*\(cali\|flannel\|cni\)' "$ROOT"/etc/NetworkManager/conf.d/*.conf; then
  problem "NetworkManager manages the interfaces of pods: see docs.rke2.io/known_issues"
fi
[ -n "$(ip -4 route show default 2>/dev/null)" ] || problem "there is no default route, which the distribution starts with"
[[ $(ip -4 -oneline address show 2>/dev/null) == *' 10.30.0.12/'* ]] || problem "no interface has 10.30.0.12"
[ -e "$ROOT/sys/class/net/eno1" ] || problem "there is no network interface eno1 for kube-vip"
if [ -z "$installed" ]; then
  for network in 10.44.0.0/16 10.45.0.0/16; do
    [ -z "$(ip -4 route show root "$network" 2>/dev/null)" ] ||
      problem "the host has routes into $network, which is for pods or services: ip route"
  done
fi

folder=$DATA
while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
free=$(df --output=avail --block-size=1G "$folder" 2>/dev/null | awk 'NR == 2 { print $1 }')
if [ -z "$installed" ] && [ "${free:-0}" -lt 20 ]; then
  problem "/data/rke2 has ${free:-0} GiB free and needs 20"
elif [ "${free:-0}" -lt 5 ]; then
  problem "/data/rke2 has ${free:-0} GiB free, too little for another release"
fi
case ,$(findmnt --noheadings --output OPTIONS --target "$folder" 2>/dev/null), in
  *,noexec,*) problem "/data/rke2 is mounted noexec, but programs run from there" ;;
esac

# longhorn.io, "Installation Requirements"; volumes are encrypted on the host.
has iscsiadm || problem "open-iscsi is missing, with which Longhorn attaches volumes"
running iscsid || running iscsid.socket || problem "iscsid does not run: systemctl enable --now iscsid"
loadable iscsi_tcp || problem "the kernel has no module iscsi_tcp"
has cryptsetup || problem "cryptsetup is missing, with which Longhorn encrypts volumes"
loadable dm_crypt || problem "the kernel has no module dm_crypt"
! running multipathd || note "multipathd runs: let it leave Longhorn's disks alone (longhorn.io, \"Troubleshooting\")"
has mount.nfs4 || problem "an NFS client is missing, with which Longhorn mounts shared volumes"
loadable rbd || problem "the kernel has no module rbd"
if [ -z "$installed" ]; then
  raw=0
  while read -r disk; do
    [ -n "$(lsblk --noheadings --nodeps --output FSTYPE "$disk" | tr -d ' ')" ] ||
      [ "$(lsblk --noheadings --output NAME "$disk" | wc -l)" -ne 1 ] || raw=$((raw + 1))
  done < <(lsblk --noheadings --nodeps --paths --output NAME,TYPE,RO | awk '$2 == "disk" && $3 == 0 { print $1 }')
  [ "$raw" -gt 0 ] || note "there is no empty disk for Rook: lsblk --fs"
fi

# Any answer will do: a login comes later. What curl says of a failure is a word in the number of its exit code.
# reach WHAT URL [CURL OPTIONS…]
reach() {
  local what=$1 url=$2
  shift 2
  curl --silent --output /dev/null --max-time 15 "$@" "$url" || problem "$what does not answer at $url: curl exits with $?"
}
reach 'the mirror' 'https://registry.acme.example/v2/' --proxy 'http://proxy.acme.example:3128' --noproxy '127.0.0.0/8,localhost,.svc,.cluster.local,10.44.0.0/16,10.45.0.0/16,10.30.0.0/24,.berlin.acme.example' --cacert <(cat 2>/dev/null <<'END_OF_FILE'
-----BEGIN CERTIFICATE-----
MIIBkzCCATmgAwIBAgIUC41/cBLkVge0qF6tobqlFegAnAswCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTQUNNRSBzaXRlIGF1dGhvcml0eTAgFw0yNjExMjIyMDI5NTRa
GA8yMTI2MTAyOTIwMjk1NFowHjEcMBoGA1UEAwwTQUNNRSBzaXRlIGF1dGhvcml0
eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPnQuVrQG4q6dI3B+rm+oigXm/YP
GLsEem8VgPKR3J08Ch4XDLboSnHGEEQeLEWsYyO/TFdl+gDgzNZTDxn+9AejUzBR
MB0GA1UdDgQWBBQ/Z/jTksj8I9QO/CV4fppXsR9icjAfBgNVHSMEGDAWgBQ/Z/jT
ksj8I9QO/CV4fppXsR9icjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA
MEUCIQDY1MmMBJT0NwiONcBj3RpVjoFg6nqNg7WPD+Z08xY/QQIgZpBVhTLTa8Sz
AYM2cTbrpL2Z7bwJhDKzEmhvO+iFWCk=
-----END CERTIFICATE-----
END_OF_FILE
)
reach 'the object store' 'https://s3.acme.example:9000' --proxy 'http://proxy.acme.example:3128' --noproxy '127.0.0.0/8,localhost,.svc,.cluster.local,10.44.0.0/16,10.45.0.0/16,10.30.0.0/24,.berlin.acme.example'

for each in "${notes[@]}"; do printf 'note: %s\n' "$each"; done
if [ "${#problems[@]}" -gt 0 ]; then
  printf 'error: %s\n' "${problems[@]}" >&2
  printf '%s: %d to mend before anything is installed\n' "$node" "${#problems[@]}" >&2
  exit 1
fi
printf '%s can be a node\n' "$node"
