using Infra.Rules.Clusters;
using Infra.Specification;

namespace Infra.Tests.Rules.Clusters;

public class LongTermSupportTests
{
    [Theory]
    [InlineData("1.34", AksTier.Free)]
    [InlineData("1.35", AksTier.Standard)]
    [InlineData("1.33", AksTier.Premium)]
    public void Accepts_new_versions_in_every_tier_and_old_ones_in_premium(string version, AksTier tier) =>
        Assert.Empty(Fleets.Findings<LongTermSupport>(Fleets.Of(Fleets.Aks with { Version = version, Tier = tier })));

    [Fact]
    public void Leaves_versions_that_are_not_offered_at_all_to_the_rule_about_versions() =>
        Assert.Empty(Fleets.Findings<LongTermSupport>(Fleets.Of(Fleets.Aks with { Version = "1.20" })));

    [Fact]
    public void Rejects_an_old_version_without_long_term_support() =>
        Assert.Equal(
            [
                "CLU069 error clusters[0].tier: standard does not support 1.33 any more, but premium does. Allowed: premium, or one of the " +
                "versions 1.34, 1.35, 1.36.",
            ],
            Fleets.Findings<LongTermSupport>(Fleets.Of(Fleets.Aks with { Version = "1.33" })));
}
