using Infra.Rules.Pools;

namespace Infra.Tests.Rules.Pools;

public class PoolZonesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<PoolZones>(Fleets.Sound));

    [Fact]
    public void Accepts_a_zone_of_the_cluster() =>
        Assert.Empty(Fleets.Findings<PoolZones>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Zones = ["a"] }] })));

    [Fact]
    public void Rejects_a_zone_that_the_cluster_does_not_use() =>
        Assert.Equal(
            [
                "CLU013 error clusters[0].pools[0].zones[1]: \"c\" is not a zone of the cluster. Allowed: a, b.",
            ],
            Fleets.Findings<PoolZones>(
                Fleets.Of(Fleets.Eks with
                {
                    Network = Fleets.Eks.Network with { Zones = 2 },
                    Pools = [Fleets.EksPool with { Zones = ["a", "c"] }],
                })));

    [Fact]
    public void Rejects_a_zone_given_twice() =>
        Assert.Equal(
            ["CLU013 error clusters[0].pools[0].zones[1]: \"a\" is given twice. Keep one."],
            Fleets.Findings<PoolZones>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Zones = ["a", "a"] }] })));
}
