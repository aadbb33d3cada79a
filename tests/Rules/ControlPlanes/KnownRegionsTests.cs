using Infra.Catalogue;
using Infra.Rules.ControlPlanes;

namespace Infra.Tests.Rules.ControlPlanes;

public class KnownRegionsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<KnownRegions>(Fleets.Sound));

    [Fact]
    public void Rejects_a_misspelt_region() =>
        Assert.Equal(
            [
                "CLU006 error clusters[0].region: \"eu-centrall-1\" is not an AWS region in the catalogue. Did you mean " +
                "\"eu-central-1\"? Allowed: cn-north-1, cn-northwest-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, " +
                "eu-west-1, eu-west-2, eu-west-3, eusc-de-east-1, us-east-1, us-east-2, us-gov-east-1, us-gov-west-1, us-west-2.",
            ],
            Fleets.Findings<KnownRegions>(Fleets.Of(Fleets.Eks with { Region = "eu-centrall-1" })));

    // It is known, and refused for what it lacks (ControlPlaneNetworks); so nobody is sent there.
    [Fact]
    public void Accepts_a_region_in_which_no_cluster_can_be_and_allows_it_nowhere()
    {
        Assert.Empty(Fleets.Findings<KnownRegions>(Fleets.Of(Fleets.Aks with { Region = "qatarcentral" })));
        var finding = Assert.Single(Fleets.Findings<KnownRegions>(Fleets.Of(Fleets.Aks with { Region = "qatarcentrall" })));
        Assert.StartsWith(
            "CLU006 error clusters[0].region: \"qatarcentrall\" is not an Azure region in the catalogue. Allowed: austriaeast, ", finding,
            StringComparison.Ordinal);
        Assert.DoesNotContain("qatarcentral", AzureProfile.Profile.ClusterRegions);
    }

    [Fact]
    public void Rejects_a_site_that_is_not_described() =>
        Assert.Equal(
            [
                "CLU006 error clusters[0].region: \"hamburg\" is not a site in ai-platform:sites. Allowed: berlin.",
            ],
            Fleets.Findings<KnownRegions>(Fleets.Of(Fleets.OnPrem with { Region = "hamburg" })));
}
