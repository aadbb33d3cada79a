using Infra.Rules.Aks;

namespace Infra.Tests.Rules.Aks;

public class ControlPlaneNetworksTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ControlPlaneNetworks>(Fleets.Sound));

    [Theory]
    [InlineData("usgovvirginia")]
    [InlineData("chinanorth3")]
    public void Rejects_a_region_that_may_not_have_it(string region) =>
        Assert.Equal(
            [
                $"CLU144 warning clusters[0].region: Microsoft does not say whether {region} offers API server VNet integration, which " +
                "every cluster of the platform has. Ask before you create the cluster: without it the creation fails.",
            ],
            Fleets.Findings<ControlPlaneNetworks>(Fleets.Of(Fleets.Aks with { Region = region })));
}
