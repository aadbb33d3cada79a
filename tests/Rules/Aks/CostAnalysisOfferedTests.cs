using Infra.Rules.Aks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Aks;

public class CostAnalysisOfferedTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<CostAnalysisOffered>(Fleets.Sound));

    [Fact]
    public void Accepts_a_tier_that_has_it() =>
        Assert.Empty(Fleets.Findings<CostAnalysisOffered>(Fleets.Of(Fleets.Aks with { CostAnalysis = true })));

    [Fact]
    public void Rejects_a_tier_that_has_none() =>
        Assert.Equal(
            [
                "CLU146 error clusters[0].costAnalysis: costAnalysis is true, but a cluster of the tier free has none. Set tier to " +
                "standard or premium, or leave costAnalysis out.",
            ],
            Fleets.Findings<CostAnalysisOffered>(Fleets.Of(Fleets.Aks with { CostAnalysis = true, Tier = AksTier.Free })));
}
