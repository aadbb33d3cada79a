using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Pools;

public class SystemPoolsTests
{
    [Fact]
    public void Accepts_a_pool_of_a_fixed_size() => Assert.Empty(Eks(new SystemPoolSpec { Min = 3, Max = 3 }));

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SystemPools>(Fleets.Sound));

    [Fact]
    public void Accepts_three_nodes_for_more_than_three_zones() =>
        Assert.Empty(Eks(new SystemPoolSpec(), zones: 6));

    [Fact]
    public void Accepts_one_node_in_a_region_of_one_zone() =>
        Assert.Empty(Aks(new SystemPoolSpec { Min = 1, Max = 3, DiskGiB = 64 }, zones: 1));

    [Fact]
    public void Rejects_fewer_nodes_than_zones() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.min: min is 2, but the system pool needs at least 3 nodes: one for each zone, up to " +
                "three. Allowed: 3 to max."],
            Eks(new SystemPoolSpec { Min = 2 }));

    [Fact]
    public void Rejects_a_pool_without_nodes_in_one_zone() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.min: min is 0, but the system pool needs at least 1 node: one for each zone, up to " +
                "three. Allowed: 1 to max."],
            Aks(new SystemPoolSpec { Min = 0 }, zones: 1));

    [Fact]
    public void Rejects_a_minimum_above_the_maximum() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.min: min is 8. Allowed: 3 to 6 (max)."],
            Eks(new SystemPoolSpec { Min = 8 }));

    [Fact]
    public void Rejects_a_maximum_that_three_replicas_do_not_fit() =>
        Assert.Equal(
            [
                "CLU085 error clusters[0].systemPool.max: max is 2, but the platform spreads three replicas over three nodes of the " +
                "system pool. Allowed: 3 to 1000.",
            ],
            Aks(new SystemPoolSpec { Min = 1, Max = 2 }, zones: 1));

    [Fact]
    public void Rejects_a_disk_that_holds_no_image() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.diskGiB: diskGiB is 20. Allowed: 50 to 4095."],
            Eks(new SystemPoolSpec { DiskGiB = 20 }));

    private static string[] Eks(SystemPoolSpec pool, int zones = 3) => Fleets.Findings<SystemPools>(
        Fleets.Of(Fleets.Eks with { SystemPool = pool, Network = Fleets.Eks.Network with { Zones = zones } }));

    private static string[] Aks(SystemPoolSpec pool, int zones = 3) => Fleets.Findings<SystemPools>(
        Fleets.Of(Fleets.Aks with { SystemPool = pool, Network = Fleets.Aks.Network with { Zones = zones } }));

    [Fact]
    public void Rejects_a_disk_that_AKS_does_not_make() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.diskGiB: diskGiB is 3000. Allowed: 50 to 2048."],
            Fleets.Findings<SystemPools>(Fleets.Of(Fleets.Aks with { SystemPool = new SystemPoolSpec { DiskGiB = 3000 } })));
}
