using System.Runtime.Versioning;
using Infra.Components.Clusters.OnPrem;
using Infra.Facts.OnPrem;

namespace Infra.Tests.Components.Clusters.OnPrem;

[UnsupportedOSPlatform("windows")]
public class HostRemovalTests
{
    public static ClusterHost Gpu { get; } = ClusterHost.Of(OnPremSamples.Rke2, OnPremSamples.Rke2.Install!)[^2];

    [Fact]
    public void Finds_the_node_of_a_host_and_nothing_less_or_more()
    {
        using var server = Rke2();
        var script = HostRemoval.FindNode(RancherDistribution.Rke2, Gpu);

        Assert.Equal((0, "node/node-1\n"), server.Run(script, ""));
        server.Set("gone");
        Assert.Equal((1, "error: 10.30.0.31 is not exactly one node of this cluster: none\n"), server.Run(script, ""));
    }

    [Fact]
    public void Drains_a_node_and_removes_it_once()
    {
        using var server = Rke2();
        var script = HostRemoval.RemoveNode(RancherDistribution.Rke2, OnPremSamples.Rke2.Install!, Gpu);

        Assert.Equal((0, "removed node/node-1\n"), server.Run(script, ""));
        Assert.Equal(
            """
            cordon node-1
            drain node-1 --ignore-daemonsets --delete-emptydir-data --force --timeout=10m
            delete node/node-1 --timeout=5m

            """,
            server.Log.Replace($"rke2 --kubeconfig {server.Root}/etc/rancher/rke2/rke2.yaml ", "", StringComparison.Ordinal));
        Assert.Equal((0, "no node has the address 10.30.0.31\n"), server.Run(script, ""));
        Assert.Equal("", server.Log);
    }

    [Fact]
    public void Keeps_a_node_whose_pods_may_not_leave_unless_it_is_dead()
    {
        using var server = Rke2();
        server.Set("budget");
        var script = HostRemoval.RemoveNode(RancherDistribution.Rke2, OnPremSamples.Rke2.Install!, Gpu);

        Assert.Equal(
            (1, "error: node-1 does not become empty; a disruption budget, or a volume on this host alone, keeps its pods\n"),
            server.Run(script, ""));
        Assert.DoesNotContain("delete node", server.Log, StringComparison.Ordinal);

        server.Set("dead");
        Assert.Equal(
            (0, "node-1 is not ready, so it is removed without being drained\nremoved node/node-1\n"), server.Run(script, ""));
        Assert.DoesNotContain("drain", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_nothing_of_rke2_and_of_its_own_on_a_host()
    {
        using var host = Rke2();
        Assert.Equal(0, host.Run(HostScripts.Install(
            OnPremSamples.Platform, OnPremSamples.Rke2, OnPremSamples.Rke2.Install!, Gpu)).Exit);
        var script = HostRemoval.Uninstall(RancherDistribution.Rke2);

        Assert.Equal(
            (0, "deleted /var/lib/rancher/rke2\ndeleted /etc/rancher/rke2\ndeleted /etc/sysctl.d/60-rke2-cis.conf\n"),
            host.Run(script, ""));
        Assert.Contains($"rke2-uninstall.sh of {host.Root}/var/lib/rancher/rke2\n", host.Log, StringComparison.Ordinal);
        Assert.Equal([], Left(host).Where(path => path.Contains("rke2", StringComparison.Ordinal)
            && !path.Contains("/data/", StringComparison.Ordinal) && !path.Contains("/lib/systemd/", StringComparison.Ordinal)));
        Assert.Equal((0, ""), host.Run(script, ""));
    }

    [Fact]
    public void Stops_k3s_and_takes_away_its_mounts_interfaces_and_files()
    {
        using var host = new Rehearsal("k3s", "v1.35.1+k3s1");
        var edge = OnPremSamples.Edge;
        Assert.Equal(0, host.Run(HostScripts.Install(
            OnPremSamples.Platform, edge, edge.Install!, ClusterHost.Of(edge, edge.Install!)[0])).Exit);
        host.Leave("/run/k3s/containerd/containerd.sock", "");
        host.Leave("/sys/class/net/cni0/mtu", "1450");
        host.Leave(
            "/proc/self/mounts",
            "overlay /run/k3s/containerd/a overlay rw 0 0\ntmpfs /var/lib/kubelet/pods/b/volumes tmpfs rw 0 0\n"
            + "tmpfs /run tmpfs rw 0 0\nnsfs /run/netns/cni-c nsfs rw 0 0\n");
        var script = HostRemoval.Uninstall(RancherDistribution.K3s);

        var run = host.Run(script, "");

        Assert.True(run.Exit == 0, run.Output);
        Assert.Equal(
            ["systemctl disable --now --quiet k3s", "systemctl daemon-reload", "umount /var/lib/kubelet/pods/b/volumes",
             "umount /run/netns/cni-c", "umount /run/k3s/containerd/a", "ip link delete cni0"],
            host.Log.TrimEnd('\n').Split('\n'));
        Assert.Equal([], Left(host).Where(path => path.Contains("k3s", StringComparison.Ordinal)));
        Assert.Equal((0, ""), host.Run(script, ""));
    }

    private static Rehearsal Rke2() => new("rke2", "v1.35.1+rke2r1");

    private static IEnumerable<string> Left(Rehearsal host) =>
        Directory.EnumerateFiles(host.Root, "*", SearchOption.AllDirectories).Select(path => path[host.Root.Length..]);
}
