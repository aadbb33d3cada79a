using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Pools;

public class SystemPoolsTests
{
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
            ["CLU085 error clusters[0].systemPool.min: 2 nodes are not one for each of 3 zones. Allowed: 3 to max."],
            Eks(new SystemPoolSpec { Min = 2 }));

    [Fact]
    public void Rejects_a_pool_without_nodes_in_one_zone() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.min: 0 nodes are not one for each of 1 zone. Allowed: 1 to max."],
            Aks(new SystemPoolSpec { Min = 0 }, zones: 1));

    [Fact]
    public void Rejects_a_minimum_above_the_maximum() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.min: 8 is no lower limit. Allowed: 3 to max, which is 6."],
            Eks(new SystemPoolSpec { Min = 8 }));

    [Fact]
    public void Rejects_a_maximum_that_three_replicas_do_not_fit() =>
        Assert.Equal(
            [
                "CLU085 error clusters[0].systemPool.max: 2 nodes are no upper limit of the system pool: what the platform runs three " +
                "times stands on three nodes. Allowed: 3 to 1000.",
            ],
            Aks(new SystemPoolSpec { Min = 1, Max = 2 }, zones: 1));

    [Fact]
    public void Rejects_a_disk_that_holds_no_image() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.diskGiB: 20 GiB are no root disk. Allowed: 50 to 4095."],
            Eks(new SystemPoolSpec { DiskGiB = 20 }));

    private static string[] Eks(SystemPoolSpec pool, int zones = 3) => Fleets.Findings<SystemPools>(
        Fleets.Of(Fleets.Eks with { SystemPool = pool, Network = Fleets.Eks.Network with { Zones = zones } }));

    private static string[] Aks(SystemPoolSpec pool, int zones = 3) => Fleets.Findings<SystemPools>(
        Fleets.Of(Fleets.Aks with { SystemPool = pool, Network = Fleets.Aks.Network with { Zones = zones } }));

    [Fact]
    public void Rejects_a_disk_that_AKS_does_not_make() =>
        Assert.Equal(
            ["CLU085 error clusters[0].systemPool.diskGiB: 3000 GiB are no root disk. Allowed: 50 to 2048."],
            Fleets.Findings<SystemPools>(Fleets.Of(Fleets.Aks with { SystemPool = new SystemPoolSpec { DiskGiB = 3000 } })));
}
