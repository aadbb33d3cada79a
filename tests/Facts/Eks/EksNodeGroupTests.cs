using Infra.Facts.Eks;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Tests.Components.Clusters.Eks;

namespace Infra.Tests.Facts.Eks;

public class EksNodeGroupTests
{
    private static readonly EksNodePoolSpec _pool = new() { Name = "inference", Machine = "g6e.12xlarge", Min = 4, Max = 11 };

    private static readonly EksClusterSpec _disks = EksPlan.Cluster with { Storage = new() { Fast = new() } };

    [Fact]
    public void Makes_a_group_in_each_zone_where_pods_may_have_disks_and_divides_the_nodes_among_them() => Assert.Equal(
        ["inference-a in a: 2 to 4", "inference-b in b: 1 to 4", "inference-c in c: 1 to 3"], Of(_disks, _pool));

    [Fact]
    public void Makes_one_group_where_no_pod_has_a_disk() => Assert.Equal(
        ["inference in a, b, c: 4 to 11"], Of(EksPlan.Cluster with { Storage = new() { Shared = new() } }, _pool));

    [Fact]
    public void Keeps_the_name_of_a_pool_in_one_zone() =>
        Assert.Equal(["inference in b: 4 to 11"], Of(_disks, _pool with { Zones = ["b"] }));

    [Fact]
    public void Makes_no_group_without_nodes() => Assert.Equal(
        ["inference-c in c: 1 to 1", "inference-a in a: 0 to 1"],
        Of(_disks, _pool with { Zones = ["c", "a", "b"], Min = 1, Max = 2 }));

    [Fact]
    public void Makes_one_group_of_the_system_pool_whose_pods_have_no_disks() =>
        Assert.Equal(["system in a, b, c: 3 to 6"], Say(EksNodes.System(new EksScope(EksPlan.Platform, _disks))));

    private static IEnumerable<string> Of(EksClusterSpec cluster, EksNodePoolSpec pool) =>
        Say(new EksNodes(new EksScope(EksPlan.Platform, cluster), pool));

    private static IEnumerable<string> Say(EksNodes nodes) => EksNodeGroup.Of(nodes)
        .Select(group => $"{group.Name} in {string.Join(", ", group.Zones)}: {group.Min} to {group.Max}");
}
