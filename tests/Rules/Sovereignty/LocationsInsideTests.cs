using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Tests.Rules.Sovereignty;

public class LocationsInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<LocationsInside>(Fleets.Sound));

    [Fact]
    public void Accepts_a_region_of_Norway_inside_the_EEA() =>
        Assert.Empty(Fleets.Findings<LocationsInside>(
            (Fleets.Of(Fleets.Aks with { Region = "norwayeast" })) with
            {
                Sovereignty = Fleets.Sovereignty with { Locations = ["eea"] },
            }));

    [Fact]
    public void Rejects_a_region_of_another_continent() =>
        Assert.Equal(
            [
                "SOV002 error clusters[0].region: \"us-east-1\" is in US; this platform allows eu. Allowed AWS regions: " +
                "eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3, eusc-de-east-1.",
            ],
            Fleets.Findings<LocationsInside>(Fleets.Of(Fleets.Eks with { Region = "us-east-1" })));

    [Fact]
    public void Rejects_a_site_beyond_the_border() =>
        Assert.Equal(
            [
                "SOV002 error clusters[2].region: \"berlin\" is in CH; this platform allows eu. Allowed sites: nothing.",
            ],
            Fleets.Findings<LocationsInside>(
                Fleets.Sound with { Sites = [new SiteSpec { Name = "berlin", Country = "CH", Operator = "eu" }] }));

    [Fact]
    public void Rejects_a_region_of_Azure_outside_the_union() =>
        Assert.Equal(
            [
                "SOV002 error clusters[0].region: \"uksouth\" is in GB; this platform allows eu. Allowed Azure regions: " +
                "austriaeast, belgiumcentral, francecentral, germanywestcentral, italynorth, northeurope, polandcentral, " +
                "spaincentral, swedencentral, westeurope.",
            ],
            Fleets.Findings<LocationsInside>(Fleets.Of(Fleets.Aks with { Region = "uksouth" })));

    // No cluster can be in the one region of Azure there.
    [Fact]
    public void Allows_no_region_that_another_rule_refuses() =>
        Assert.Equal(
            ["SOV002 error clusters[0].region: \"westeurope\" is in NL; this platform allows qa. Allowed Azure regions: nothing."],
            Fleets.Findings<LocationsInside>(
                Fleets.Of(Fleets.Aks) with { Sovereignty = Fleets.Sovereignty with { Locations = ["qa"] } }));

    [Fact]
    public void Accepts_what_cannot_be_compared_yet_since_another_rule_tells_of_the_border() =>
        Assert.Empty(Fleets.Findings<LocationsInside>(
            Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Locations = ["europe"] } }));
}
