using Infra.Facts.Clusters;
using Infra.Facts.Documents;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Gpu;
using Infra.Specification.Installation;
using Infra.Specification.Storage;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The script that looks at a host before anything is installed on any of them: it changes nothing and tells everything that is
/// wrong at once.</summary>
public static class HostPreflight
{
    // Room for a release, its images and etcd; a GPU host pulls images of 20 GB (docs/large-images.md).
    private const int LeastGiB = 20;
    private const int LeastGpuGiB = 100;

    /// <summary>The script for a host, as a pure function of the specification; it needs no secret.</summary>
    public static string Check(PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var distribution = RancherDistribution.Of(cluster);
        IEnumerable<string> parts =
        [
            Prologue(distribution, install, host),
            System(install),
            Network(distribution, platform, cluster, install, host),
            Disks(distribution, host),
            Storage(cluster, install),
            host.Pool?.Gpu is { Count: { } count } ? Gpus(count, new OnPremFacts(cluster).Gpu(host.Pool)!) : "",
            Reach(distribution, platform, cluster, install, host),
            Report,
        ];
        return string.Join('\n', parts.Where(part => part.Length > 0));
    }

    private static string Prologue(RancherDistribution distribution, InstallSpec install, ClusterHost host) => $$"""
        #!/usr/bin/env bash
        # Tells whether this host can run {{distribution.Name}} {{install.Release}}; changes nothing.
        set -uo pipefail

        # Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
        ROOT=${ROOT:-}
        SERVICE={{distribution.ServiceOf(host.Role)}}
        DATA="$ROOT{{distribution.Data}}"
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

        """;

    private static string System(InstallSpec install) => $$"""
        for tool in curl tar gzip sha256sum awk mountpoint ip ss; do
          has "$tool" || problem "$tool is missing"
        done
        [ -d "$ROOT/run/systemd/system" ] || problem "systemd does not run here"
        case $(uname -m) in
          x86_64) arch=amd64 ;;
          aarch64) arch=arm64 ;;
          *) arch=$(uname -m) ;;
        esac
        [[ ' {{string.Join(' ', install.Digests.Keys)}} ' == *" $arch "* ]] || problem "the stack pins no digest for $arch: install.digests"
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

        """;

    private static string Network(
        RancherDistribution distribution, PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var encrypts = new OnPremFacts(cluster).EncryptsTraffic(platform);
        var (port, protocol) = encrypts ? (51820, "WireGuard") : (8472, "VXLAN");
        int[] ports = host.Role is HostRole.Agent
            ? [10250, 10256]
            : [2379, 2380, RancherDistribution.ApiPort, .. distribution.RegistrationPort == RancherDistribution.ApiPort
                ? (int[])[] : [distribution.RegistrationPort], 10250, 10256, 10257, 10259];
        return $$"""
            if [ -z "$installed" ]; then
              for port in {{string.Join(' ', ports)}}; do
                [ -z "$(ss -Hltn "sport = :$port" 2>/dev/null)" ] || problem "port $port is taken: ss -ltnp"
              done
              [ -z "$(ss -Hlun 'sport = :{{port}}' 2>/dev/null)" ] || problem "UDP port {{port}}, of {{protocol}}, is taken: ss -lunp"
            fi
            {{(encrypts ? """
            loadable wireguard || problem "the kernel has no module wireguard, with which traffic between hosts is encrypted"

            """ : "")}}# docs.rke2.io/known_issues
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
            {{(Ipv4Range.OfAddress(host.Address) is null ? "" : $$"""
            [[ $(ip -4 -oneline address show 2>/dev/null) == *' {{host.Address}}/'* ]] || problem "no interface has {{host.Address}}"

            """)}}{{(install.KubeVip is { } kubeVip && host.Role is not HostRole.Agent ? $$"""
            [ -e "$ROOT/sys/class/net/{{kubeVip.Interface}}" ] || problem "there is no network interface {{kubeVip.Interface}} for kube-vip"

            """ : "")}}{{Overlaps(cluster)}}

            """;
    }

    // A route of the host into the networks of pods or services: a VPN, Docker, another site.
    private static string Overlaps(OnPremClusterSpec cluster)
    {
        var networks = SiteNetworks.Of(cluster);
        return $$"""
            if [ -z "$installed" ]; then
              for network in {{networks.Pods}} {{networks.Services}}; do
                [ -z "$(ip -4 route show root "$network" 2>/dev/null)" ] ||
                  problem "the host has routes into $network, which is for pods or services: ip route"
              done
            fi
            """;
    }

    private static string Disks(RancherDistribution distribution, ClusterHost host) => $$"""
        folder=$DATA
        while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
        free=$(df --output=avail --block-size=1G "$folder" 2>/dev/null | awk 'NR == 2 { print $1 }')
        if [ -z "$installed" ] && [ "${free:-0}" -lt {{(host.Pool?.Gpu is null ? LeastGiB : LeastGpuGiB)}} ]; then
          problem "{{distribution.Data}} has ${free:-0} GiB free and needs {{(host.Pool?.Gpu is null ? LeastGiB : LeastGpuGiB)}}"
        elif [ "${free:-0}" -lt 5 ]; then
          problem "{{distribution.Data}} has ${free:-0} GiB free, too little for another release"
        fi
        case ,$(findmnt --noheadings --output OPTIONS --target "$folder" 2>/dev/null), in
          *,noexec,*) problem "{{distribution.Data}} is mounted noexec, but programs run from there" ;;
        esac

        """;

    private static string Storage(OnPremClusterSpec cluster, InstallSpec install)
    {
        var (storage, hosts) = (cluster.Storage, ClusterHost.Of(cluster, install).Count);
        bool On(StorageProvider provider) => storage.Fast?.Provider == provider || storage.Shared?.Provider == provider;
        var longhorn = !On(StorageProvider.Longhorn) ? "" : """
            # longhorn.io, "Installation Requirements"; volumes are encrypted on the host.
            has iscsiadm || problem "open-iscsi is missing, with which Longhorn attaches volumes"
            running iscsid || running iscsid.socket || problem "iscsid does not run: systemctl enable --now iscsid"
            loadable iscsi_tcp || problem "the kernel has no module iscsi_tcp"
            has cryptsetup || problem "cryptsetup is missing, with which Longhorn encrypts volumes"
            loadable dm_crypt || problem "the kernel has no module dm_crypt"
            ! running multipathd || note "multipathd runs: let it leave Longhorn's disks alone (longhorn.io, \"Troubleshooting\")"

            """;
        var shared = storage.Shared?.Provider != StorageProvider.Longhorn ? "" : """
            has mount.nfs4 || problem "an NFS client is missing, with which Longhorn mounts shared volumes"

            """;
        // With three hosts or fewer every copy needs its own; with more, some may have none.
        var ceph = !On(StorageProvider.RookCeph) ? "" : $$"""
            loadable rbd || problem "the kernel has no module rbd"
            if [ -z "$installed" ]; then
              raw=0
              while read -r disk; do
                [ -n "$(lsblk --noheadings --nodeps --output FSTYPE "$disk" | tr -d ' ')" ] ||
                  [ "$(lsblk --noheadings --output NAME "$disk" | wc -l)" -ne 1 ] || raw=$((raw + 1))
              done < <(lsblk --noheadings --nodeps --paths --output NAME,TYPE,RO | awk '$2 == "disk" && $3 == 0 { print $1 }')
              [ "$raw" -gt 0 ] || {{(hosts <= 3 ? "problem" : "note")}} "there is no empty disk for Rook: lsblk --fs"
            fi

            """;
        return longhorn + shared + ceph;
    }

    private static string Gpus(int count, GpuNode gpu) => $$"""
        gpus=0
        for device in "$ROOT"/sys/bus/pci/devices/*; do
          case $(cat "$device/vendor" "$device/class" 2>/dev/null | tr '\n' ' ') in
            '0x10de 0x0300'* | '0x10de 0x0302'*) gpus=$((gpus + 1)) ;;
          esac
        done
        [ "$gpus" -ge {{count}} ] || problem "there are $gpus NVIDIA GPUs, but the pool says {{count}}: lspci -d 10de:"
        [ ! -e "$ROOT/sys/module/nouveau" ] || problem "nouveau has the GPUs: blacklist it, and boot again"
        {{(gpu.DriverOwner is GpuDriverOwner.NodeImage ? """
        [ -e "$ROOT/proc/driver/nvidia/version" ] || problem "the NVIDIA driver is not loaded, and the pool says that the host brings it"
        """ : """
        [ ! -e "$ROOT/proc/driver/nvidia/version" ] || [ -n "$installed" ] ||
          problem "an NVIDIA driver is loaded, but the GPU Operator is to install it: remove it, or set the pool's gpu.driver to node-image"
        [ -e "$ROOT/lib/modules/$(uname -r)/build" ] ||
          note "the headers of kernel $(uname -r) are not here; without a precompiled driver the GPU Operator must find them" \
            "in a repository"
        """)}}

        """;

    private static string Reach(
        RancherDistribution distribution, PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var proxy = install.Proxy is { } outside
            ? $" --proxy {Shell.Quote(outside.Url)} --noproxy {Shell.Quote(string.Join(',', HostConfig.Direct(outside, cluster, install)))}"
            : "";
        var names = ((string[])[install.RegistrationAddress]).Where(name => Ipv4Range.OfAddress(name) is null).ToList();
        List<(string What, string Url, string? Authority)> places = [];
        if (platform.Sovereignty.Registry is { } registry)
        {
            places.Add((
                "the mirror", $"https://{HostScripts.SplitRegistry(registry).Host}/v2/",
                platform.Sovereignty.RegistryAccess?.CaCertificate));
        }
        else
        {
            places.Add(("the release", $"{distribution.Releases}/{Uri.EscapeDataString(install.Release)}/sha256sum-amd64.txt", null));
        }

        if (host.Role is not HostRole.Agent && cluster.ObjectStore is { } store)
        {
            places.Add(("the object store", store.Endpoint, store.CaCertificate));
        }

        return $$"""
            {{string.Concat(names.Select(name => $$"""
            getent ahostsv4 {{Shell.Quote(name)}} >/dev/null || problem "no DNS server knows the registration address {{name}}"

            """))}}# Any answer will do: a login comes later. What curl says of a failure is a word in the number of its exit code.
            # reach WHAT URL [CURL OPTIONS…]
            reach() {
              local what=$1 url=$2
              shift 2
              curl --silent --output /dev/null --max-time 15 "$@" "$url" || problem "$what does not answer at $url: curl exits with $?"
            }
            {{string.Concat(places.Select(place => place.Authority is null
                ? $"reach {Shell.Quote(place.What)} {Shell.Quote(place.Url)}{proxy}\n"
                : $"reach {Shell.Quote(place.What)} {Shell.Quote(place.Url)}{proxy} --cacert <(cat 2>/dev/null {Shell.Document(
                    place.Authority, "END_OF_FILE")}\n)\n"))}}
            """;
    }

    private const string Report = """
        for each in "${notes[@]}"; do printf 'note: %s\n' "$each"; done
        if [ "${#problems[@]}" -gt 0 ]; then
          printf 'error: %s\n' "${problems[@]}" >&2
          printf '%s: %d to mend before anything is installed\n' "$node" "${#problems[@]}" >&2
          exit 1
        fi
        printf '%s can be a node\n' "$node"

        """;
}
