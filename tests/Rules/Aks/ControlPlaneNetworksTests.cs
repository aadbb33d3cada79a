using Infra.Rules.Aks;

namespace Infra.Tests.Rules.Aks;

public class ControlPlaneNetworksTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ControlPlaneNetworks>(Fleets.Sound));

    [Fact]
    public void Accepts_a_region_that_another_rule_does_not_know() =>
        Assert.Empty(Fleets.Findings<ControlPlaneNetworks>(Fleets.Of(Fleets.Aks with { Region = "moonbase" })));

    [Fact]
    public void Rejects_a_region_that_does_not_have_it() =>
        Assert.Equal(
            [
                "CLU144 error clusters[0].region: qatarcentral does not offer API server VNet integration, which every cluster of the " +
                "platform has. Choose another region.",
            ],
            Fleets.Findings<ControlPlaneNetworks>(Fleets.Of(Fleets.Aks with { Region = "qatarcentral" })));

    [Theory]
    [InlineData("usgovarizona")]
    [InlineData("usgovvirginia")]
    [InlineData("chinanorth3")]
    [InlineData("chinaeast2")]
    public void Rejects_a_region_that_may_not_have_it_with_a_warning(string region) =>
        Assert.Equal(
            [
                $"CLU144 warning clusters[0].region: Microsoft does not say whether {region} offers API server VNet integration, which " +
                "every cluster of the platform has. Ask before you create the cluster: without it the creation fails.",
            ],
            Fleets.Findings<ControlPlaneNetworks>(Fleets.Of(Fleets.Aks with { Region = region })));
}
