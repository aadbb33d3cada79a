using Infra.Catalogue;
using Infra.Rules.Eks;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Eks;

public class PlacementGroupsTests
{
    private static readonly EksNodePoolSpec _training =
        Fleets.EksPool with { Interconnect = Interconnect.Efa, Zones = ["a"], PlacementGroup = "acme-training" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<PlacementGroups>(Fleets.Sound));

    [Fact]
    public void Accepts_the_group_of_a_reservation() =>
        Assert.Empty(Of(_training with { Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0" }));

    [Fact]
    public void Rejects_a_group_where_nothing_is_reserved() => Assert.Equal(
        [
            "CLU061 error clusters[0].pools[0].placementGroup: placementGroup is \"acme-training\", but the pool is not reserved, and " +
            "only a reservation can name its placement group. Leave placementGroup out, or set capacity to reserved.",
        ],
        Of(_training));

    private static IEnumerable<string> Of(EksNodePoolSpec pool) =>
        Fleets.Findings<PlacementGroups>(Fleets.Of(Fleets.Eks with { Pools = [pool] }));
}
