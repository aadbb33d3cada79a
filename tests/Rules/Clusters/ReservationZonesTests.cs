using Infra.Rules.Clusters;
using Infra.Specification;

namespace Infra.Tests.Rules.Clusters;

public class ReservationZonesTests
{
    private static readonly EksNodePoolSpec _reserved =
        Fleets.EksPool with { Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<ReservationZones>(Fleets.Sound));

    [Fact]
    public void Accepts_a_reserved_pool_in_one_zone() => Assert.Empty(Of(_reserved with { Zones = ["b"] }));

    [Fact]
    public void Accepts_what_the_rule_of_interconnects_refuses() => Assert.Empty(Of(_reserved with { Interconnect = Interconnect.Efa }));

    [Fact]
    public void Rejects_a_reserved_pool_in_every_zone() => Assert.Equal(
        [
            "CLU060 warning clusters[0].pools[0].zones: cr-0123456789abcdef0 lies in one zone, and the pool has all of the cluster's: EC2 " +
            "refuses every start in another. Give the reservation's, one of a, b, c.",
        ],
        Of(_reserved));

    [Fact]
    public void Rejects_a_capacity_block_in_two_zones() => Assert.Equal(
        [
            "CLU060 warning clusters[0].pools[0].zones: cr-0123456789abcdef0 lies in one zone, and the pool has 2: EC2 refuses every start in " +
            "another. Give the reservation's, one of a, b, c.",
        ],
        Of(_reserved with { Capacity = Capacity.CapacityBlock, Zones = ["a", "b"] }));

    private static IEnumerable<string> Of(EksNodePoolSpec pool) =>
        Fleets.Findings<ReservationZones>(Fleets.Of(Fleets.Eks with { Pools = [pool] }));
}
