using Infra.Rules.ControlPlanes;

namespace Infra.Tests.Rules.ControlPlanes;

public class ClusterZonesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ClusterZones>(Fleets.Sound));

    [Fact]
    public void Accepts_one_zone_where_a_region_has_none() =>
        Assert.Empty(Fleets.Findings<ClusterZones>(
            Fleets.Of(Fleets.Aks with { Region = "ukwest", Network = Fleets.Aks.Network with { Zones = 1 } })));

    [Fact]
    public void Rejects_more_zones_than_the_region_has() =>
        Assert.Equal(
            [
                "CLU012 error clusters[0].network.zones: zones is 4. Allowed in eu-central-1: 2 to 3.",
            ],
            Fleets.Findings<ClusterZones>(Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Zones = 4 } })));

    [Fact]
    public void Rejects_one_zone_on_EKS() =>
        Assert.Equal(
            [
                "CLU012 error clusters[0].network.zones: zones is 1. Allowed in eu-central-1: 2 to 3.",
            ],
            Fleets.Findings<ClusterZones>(Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Zones = 1 } })));

    [Fact]
    public void Rejects_zones_where_a_region_has_none() =>
        Assert.Equal(
            [
                "CLU012 error clusters[0].network.zones: zones is 3. Allowed in ukwest: 1.",
            ],
            Fleets.Findings<ClusterZones>(Fleets.Of(Fleets.Aks with { Region = "ukwest" })));
}
