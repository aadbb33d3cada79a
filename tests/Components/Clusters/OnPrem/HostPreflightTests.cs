using System.Runtime.Versioning;
using Infra.Components.Clusters.OnPrem;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;

namespace Infra.Tests.Components.Clusters.OnPrem;

[UnsupportedOSPlatform("windows")]
public class HostPreflightTests
{
    public static string Script(PlatformSpec platform, OnPremClusterSpec cluster, string address) => HostPreflight.Check(
        platform, cluster, cluster.Install!, ClusterHost.Of(cluster, cluster.Install!).Single(host => host.Address == address));

    [Fact]
    public void Finds_nothing_on_a_host_with_which_all_is_well_and_changes_nothing()
    {
        using var host = Sound();
        var before = host.Snapshot();

        for (var run = 0; run < 2; run++)
        {
            Assert.Equal((0, "node-1 can be a node\n"), host.Run(Secluded, ""));
            Assert.Equal(before, host.Snapshot());
        }

        Assert.DoesNotContain("systemctl enable", host.Log, StringComparison.Ordinal);
        Assert.Contains("modprobe --dry-run --quiet overlay\n", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_everything_that_is_wrong_with_a_server_at_once()
    {
        using var host = Sound();
        foreach (var state in (string[])
            ["clock", "no-overlay", "no-iscsi_tcp", "no-rbd", "port-2379", "port-9345", "port-8472", "runs-firewalld",
             "runs-nm-cloud-setup.timer", "runs-NetworkManager", "runs-ufw", "runs-multipathd", "no-route", "vpn", "full-disks",
             "unreachable"])
        {
            host.Set(state);
        }

        host.Set("runs-iscsid", false);
        host.Set("free", text: "12");
        host.Set("options", text: "rw,noexec");
        host.Leave("/proc/swaps", "Filename Type Size Used Priority\n/swap.img file 8388604 0 -2\n");
        host.Leave("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io\n");
        Directory.Delete($"{host.Root}/sys/class/net/eno1");

        var run = host.Run(Secluded, "");

        Assert.Equal(1, run.Exit);
        Assert.Equal(
            """
            note: multipathd runs: let it leave Longhorn's disks alone (longhorn.io, "Troubleshooting")
            note: there is no empty disk for Rook: lsblk --fs
            error: the clock is not synchronised: timedatectl
            error: swap is on: swapoff --all, and take it out of /etc/fstab
            error: the cgroup controller memory is off
            error: the cgroup controller pids is off
            error: the kernel has no module overlay
            error: port 2379 is taken: ss -ltnp
            error: port 9345 is taken: ss -ltnp
            error: UDP port 8472, of VXLAN, is taken: ss -lunp
            error: firewalld breaks the networks of pods: systemctl disable --now firewalld
            error: nm-cloud-setup takes routes away: systemctl disable --now nm-cloud-setup.timer
            error: NetworkManager manages the interfaces of pods: see docs.rke2.io/known_issues
            error: there is no default route, which the distribution starts with
            error: there is no network interface eno1 for kube-vip
            error: the host has routes into 10.44.0.0/16, which is for pods or services: ip route
            error: the host has routes into 10.45.0.0/16, which is for pods or services: ip route
            error: /data/rke2 has 12 GiB free and needs 20
            error: /data/rke2 is mounted noexec, but programs run from there
            error: iscsid does not run: systemctl enable --now iscsid
            error: the kernel has no module iscsi_tcp
            error: the kernel has no module rbd
            error: the mirror does not answer at https://registry.acme.example/v2/: curl exits with 7
            error: the object store does not answer at https://s3.acme.example:9000: curl exits with 7
            node-1: 22 to mend before anything is installed

            """,
            run.Output);
    }

    [Fact]
    public void Asks_for_a_disk_of_every_host_where_three_hold_the_copies()
    {
        var three = OnPremSamples.Secluded with { Pools = [] };
        using var host = Sound();
        host.Set("full-disks");

        Assert.Equal(
            (1, "error: there is no empty disk for Rook: lsblk --fs\nnode-1: 1 to mend before anything is installed\n"),
            host.Run(Script(OnPremSamples.Sovereign, three, "10.30.0.12"), ""));
    }

    [Fact]
    public void Looks_for_the_module_and_the_port_of_WireGuard_where_it_encrypts()
    {
        var encrypted = OnPremSamples.Sovereign with { Sovereignty = OnPremSamples.Sovereign.Sovereignty with { EncryptTraffic = true } };
        using var host = Sound();
        host.Set("no-wireguard");
        host.Set("port-51820");
        host.Set("port-8472");

        Assert.Equal(
            (
                1,
                "error: UDP port 51820, of WireGuard, is taken: ss -lunp\n" +
                "error: the kernel has no module wireguard, with which traffic between hosts is encrypted\n" +
                "node-1: 2 to mend before anything is installed\n"
            ),
            host.Run(Script(encrypted, OnPremSamples.Secluded, "10.30.0.12"), ""));
    }

    [Fact]
    public void Takes_what_the_distribution_itself_uses_for_free()
    {
        using var host = Sound();
        host.Set("service", text: "rke2-server");
        foreach (var state in (string[])["active", "port-2379", "port-8472", "vpn", "full-disks"])
        {
            host.Set(state);
        }

        host.Set("free", text: "9");
        Assert.Equal((0, "node-1 can be a node\n"), host.Run(Secluded, ""));

        host.Set("free", text: "4");
        Assert.Contains(
            "error: /data/rke2 has 4 GiB free, too little for another release\n", host.Run(Secluded, "").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_the_gpus_of_a_host_and_looks_for_drivers_in_the_way()
    {
        using var host = Sound();
        Gpu(host, "0000:01:00.0", "0x10de", "0x030200");
        Gpu(host, "0000:02:00.0", "0x8086", "0x030000");
        host.Leave("/sys/module/nouveau/refcnt", "1\n");
        host.Leave("/proc/driver/nvidia/version", "NVRM\n");

        var run = host.Run(Script(OnPremSamples.Platform, OnPremSamples.Rke2, "10.30.0.31"), "");

        Assert.Equal(
            """
            note: the headers of kernel 6.8.0 are not here; without a precompiled driver the GPU Operator must find them in a repository
            error: there are 1 NVIDIA GPUs, but the pool says 8: lspci -d 10de:
            error: nouveau has the GPUs: blacklist it, and boot again
            error: an NVIDIA driver is loaded, but the GPU Operator is to install it: remove it, or set the pool's gpu.driver to node-image
            node-1: 3 to mend before anything is installed

            """,
            run.Output);
    }

    [Fact]
    public void Looks_for_the_driver_that_the_host_is_said_to_bring()
    {
        var own = OnPremSamples.Edge with
        {
            Pools =
            [
                OnPremSamples.Edge.Pools[0] with { Gpu = OnPremSamples.Edge.Pools[0].Gpu! with { Driver = GpuDriverOwner.NodeImage } },
            ],
        };
        using var host = Sound("k3s");
        Gpu(host, "0000:01:00.0", "0x10de", "0x030000");
        var script = Script(OnPremSamples.Sovereign, own, "10.40.0.11");

        Assert.Contains(
            "error: the NVIDIA driver is not loaded, and the pool says that the host brings it\n",
            host.Run(script, "").Output,
            StringComparison.Ordinal);
        host.Leave("/proc/driver/nvidia/version", "NVRM\n");
        Assert.Equal((0, "node-1 can be a node\n"), host.Run(script, ""));
    }

    [Fact]
    public void Resolves_the_registration_address_and_finds_its_own()
    {
        using var host = Sound();
        host.Set("unknown-berlin.acme.example");
        var elsewhere = OnPremSamples.Rke2 with
        {
            Install = OnPremSamples.Rke2.Install! with { Servers = ["10.30.0.14", "10.30.0.12", "10.30.0.13"] },
        };

        Assert.Equal(
            (1, "error: no interface has 10.30.0.14\nerror: no DNS server knows the registration address berlin.acme.example\n"
                + "node-1: 2 to mend before anything is installed\n"),
            host.Run(Script(OnPremSamples.Platform, elsewhere, "10.30.0.14"), ""));
    }

    [Fact]
    public void Needs_the_second_version_of_cgroups_and_a_digest_of_the_architecture()
    {
        using var host = Sound();
        File.Delete($"{host.Root}/sys/fs/cgroup/cgroup.controllers");
        var arm = OnPremSamples.Rke2 with
        {
            Install = OnPremSamples.Rke2.Install! with { Digests = OnPremSamples.Digests.Remove("amd64") },
        };

        Assert.Equal(
            (1, "error: the stack pins no digest for amd64: install.digests\n"
                + "error: cgroups are of the first version: boot with systemd.unified_cgroup_hierarchy=1\n"
                + "node-1: 2 to mend before anything is installed\n"),
            host.Run(Script(OnPremSamples.Platform, arm, "10.30.0.11"), ""));
    }

    private static string Secluded => Script(OnPremSamples.Guarded, OnPremSamples.Secluded, "10.30.0.12");

    private static Rehearsal Sound(string program = "rke2")
    {
        var host = new Rehearsal(program, "v1.35.1+rke2r1");
        host.Set("runs-iscsid");
        Directory.CreateDirectory($"{host.Root}/sys/class/net/eno1");
        return host;
    }

    private static void Gpu(Rehearsal host, string slot, string vendor, string kind)
    {
        host.Leave($"/sys/bus/pci/devices/{slot}/vendor", vendor + "\n");
        host.Leave($"/sys/bus/pci/devices/{slot}/class", kind + "\n");
    }
}
