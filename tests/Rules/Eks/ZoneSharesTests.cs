using Infra.Catalogue;
using Infra.Rules.Eks;
using Infra.Specification.Pools;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Eks;

public class ZoneSharesTests
{
    private static readonly StorageSpec _disks = new() { Fast = new() };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<ZoneShares>(Fleets.Sound));

    [Fact]
    public void Accepts_a_pool_with_a_node_in_each_zone() => Assert.Empty(Of(Fleets.EksPool with { Max = 3 }, _disks));

    [Fact]
    public void Accepts_a_small_pool_in_one_zone() => Assert.Empty(Of(Fleets.EksPool with { Max = 1, Zones = ["b"] }, _disks));

    [Fact]
    public void Accepts_a_small_pool_where_no_pod_has_a_disk() => Assert.Empty(Of(Fleets.EksPool with { Max = 1 }, new StorageSpec()));

    [Fact]
    public void Accepts_what_has_no_group_in_each_zone_or_is_refused_elsewhere() => Assert.All(
        (EksNodePoolSpec[])
        [
            Fleets.EksPool with { Max = 1, Provisioner = Provisioner.Karpenter },
            Fleets.EksPool with { Max = 1, Capacity = Capacity.Reserved },
            Fleets.EksPool with { Max = 1, Interconnect = Interconnect.Efa },
            Fleets.EksPool with { Max = 0 },
        ],
        pool => Assert.Empty(Of(pool, _disks)));

    [Fact]
    public void Rejects_a_pool_with_more_zones_than_nodes() => Assert.Equal(
        [
            "CLU110 error clusters[0].pools[0].max: max is 2, but the pool has a node group in each of its 3 zones, because the cluster " +
            "offers the disk class fast: without one, a pod whose disk is in that zone would wait forever. Allowed: at least 3, or fewer " +
            "zones.",
        ],
        Of(Fleets.EksPool with { Max = 2 }, _disks));

    [Fact]
    public void Rejects_a_pool_of_spot_machines_in_more_zones_than_it_has_nodes() => Assert.Equal(
        [
            "CLU110 error clusters[0].pools[0].max: max is 1, but the pool has a node group in each of its 2 zones, because the cluster " +
            "offers the disk class fast: without one, a pod whose disk is in that zone would wait forever. Allowed: at least 2, or fewer " +
            "zones.",
        ],
        Of(Fleets.EksPool with { Max = 1, Zones = ["a", "c"], Capacity = Capacity.Spot }, _disks));

    private static IEnumerable<string> Of(EksNodePoolSpec pool, StorageSpec storage) =>
        Fleets.Findings<ZoneShares>(Fleets.Of(Fleets.Eks with { Storage = storage, Pools = [pool] }));
}
