using System.Collections.Immutable;
using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class NodeNamesTests
{
    [Fact]
    public void Accepts_names_for_all_nodes_of_a_pool_or_for_none()
    {
        Assert.Empty(Fleets.Findings<NodeNames>(Fleets.Sound));
        Assert.Empty(Findings(["gpu-1", "10.30.0.31"]));
    }

    [Fact]
    public void Rejects_names_for_some_nodes() => Assert.Equal(
        [
            "CLU171 error clusters[0].pools[0].nodeNames: 1 name is listed for 2 nodes. List the name of each node, as kubectl get nodes " +
            "shows it, or none.",
        ],
        Findings(["gpu-1"]));

    [Fact]
    public void Rejects_what_names_no_node_and_a_node_in_two_pools() => Assert.Equal(
        [
            "CLU171 error clusters[0].pools[0].nodeNames[1]: \"GPU_2\" is not the name of a node. Allowed: lower-case letters, digits, " +
            "hyphens and dots, as kubectl get nodes shows it.",
            "CLU171 error clusters[0].pools[1].nodeNames[0]: \"gpu-1\" is already named by clusters[0].pools[0].nodeNames[0]. A node is " +
            "in one pool.",
        ],
        Findings(["gpu-1", "GPU_2"], ["gpu-1", "gpu-3"]));

    [Fact]
    public void Rejects_names_where_the_platform_installs_the_hosts() => Assert.Equal(
        [
            "CLU171 error clusters[0].pools[0].nodeNames: nodes are named, but the platform installs the cluster and labels its nodes by " +
            "hosts. Leave nodeNames out.",
        ],
        Fleets.Findings<NodeNames>(Fleets.Of(Fleets.Installed with
        {
            Pools = [Fleets.Installed.Pools[0] with { NodeNames = ["gpu-1", "gpu-2"] }],
        })));

    private static string[] Findings(params ImmutableArray<string>[] pools) => Fleets.Findings<NodeNames>(Fleets.Of(Fleets.OnPrem with
    {
        Pools = [.. pools.Select((names, index) => Fleets.OnPremPool with { Name = $"gpu{index}", NodeNames = names })],
    }));
}
