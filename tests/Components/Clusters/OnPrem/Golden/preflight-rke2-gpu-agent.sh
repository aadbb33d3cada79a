#!/usr/bin/env bash
# Tells whether this host can run rke2 v1.35.1+rke2r1; changes nothing.
set -uo pipefail

# Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
ROOT=${ROOT:-}
SERVICE=rke2-agent
DATA="$ROOT/var/lib/rancher/rke2"
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
  for port in 10250 10256; do
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
[[ $(ip -4 -oneline address show 2>/dev/null) == *' 10.30.0.31/'* ]] || problem "no interface has 10.30.0.31"
if [ -z "$installed" ]; then
  for network in 10.42.0.0/16 10.43.0.0/16; do
    [ -z "$(ip -4 route show root "$network" 2>/dev/null)" ] ||
      problem "the host has routes into $network, which is for pods or services: ip route"
  done
fi

folder=$DATA
while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
free=$(df --output=avail --block-size=1G "$folder" 2>/dev/null | awk 'NR == 2 { print $1 }')
if [ -z "$installed" ] && [ "${free:-0}" -lt 100 ]; then
  problem "/var/lib/rancher/rke2 has ${free:-0} GiB free and needs 100"
elif [ "${free:-0}" -lt 5 ]; then
  problem "/var/lib/rancher/rke2 has ${free:-0} GiB free, too little for another release"
fi
case ,$(findmnt --noheadings --output OPTIONS --target "$folder" 2>/dev/null), in
  *,noexec,*) problem "/var/lib/rancher/rke2 is mounted noexec, but programs run from there" ;;
esac

gpus=0
for device in "$ROOT"/sys/bus/pci/devices/*; do
  case $(cat "$device/vendor" "$device/class" 2>/dev/null | tr '\n' ' ') in
    '0x10de 0x0300'* | '0x10de 0x0302'*) gpus=$((gpus + 1)) ;;
  esac
done
[ "$gpus" -ge 8 ] || problem "there are $gpus NVIDIA GPUs, but the pool says 8: lspci -d 10de:"
[ ! -e "$ROOT/sys/module/nouveau" ] || problem "nouveau has the GPUs: blacklist it, and boot again"
[ ! -e "$ROOT/proc/driver/nvidia/version" ] || [ -n "$installed" ] ||
  problem "an NVIDIA driver is loaded, but the GPU Operator is to install it: remove it, or set the pool's gpu.driver to node-image"
[ -e "$ROOT/lib/modules/$(uname -r)/build" ] ||
  note "the headers of kernel $(uname -r) are not here; without a precompiled driver the GPU Operator must find them" \
    "in a repository"

getent ahostsv4 'berlin.acme.example' >/dev/null || problem "no DNS server knows the registration address berlin.acme.example"
# Any answer will do: a login comes later. What curl says of a failure is a word in the number of its exit code.
# reach WHAT URL [CURL OPTIONS…]
reach() {
  local what=$1 url=$2
  shift 2
  curl --silent --output /dev/null --max-time 15 "$@" "$url" || problem "$what does not answer at $url: curl exits with $?"
}
reach 'the release' 'https://github.com/rancher/rke2/releases/download/v1.35.1%2Brke2r1/sha256sum-amd64.txt'

for each in "${notes[@]}"; do printf 'note: %s\n' "$each"; done
if [ "${#problems[@]}" -gt 0 ]; then
  printf 'error: %s\n' "${problems[@]}" >&2
  printf '%s: %d to mend before anything is installed\n' "$node" "${#problems[@]}" >&2
  exit 1
fi
printf '%s can be a node\n' "$node"
