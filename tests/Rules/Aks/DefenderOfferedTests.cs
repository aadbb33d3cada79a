using Infra.Rules.Aks;

namespace Infra.Tests.Rules.Aks;

public class DefenderOfferedTests
{
    [Theory]
    [InlineData("westeurope")]
    [InlineData("usgovvirginia")]
    public void Accepts_Defender_where_it_is_offered(string region) =>
        Assert.Empty(Fleets.Findings<DefenderOffered>(Fleets.Of(Fleets.Aks with { Region = region, Defender = true })));

    [Fact]
    public void Rejects_Defender_in_Azure_China() =>
        Assert.Equal(
            [
                "CLU067 error clusters[0].defender: chinanorth3 is a region of Azure China, which has not offered Microsoft Defender " +
                "since August 2026. Allowed: false.",
            ],
            Fleets.Findings<DefenderOffered>(Fleets.Of(Fleets.Aks with { Region = "chinanorth3", Defender = true })));
}
