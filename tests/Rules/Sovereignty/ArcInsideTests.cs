using Infra.Rules.Sovereignty;

namespace Infra.Tests.Rules.Sovereignty;

public class ArcInsideTests
{
    [Fact]
    public void Accepts_a_site_that_is_not_registered() => Assert.Empty(Fleets.Findings<ArcInside>(Fleets.Sound));

    [Fact]
    public void Accepts_a_region_inside_the_borders_where_its_operator_is_allowed() => Assert.Empty(Findings("westeurope", "eu", "us"));

    [Fact]
    public void Rejects_a_region_outside() => Assert.StartsWith(
        "SOV118 error clusters[0].arc.region: \"eastus\" is in US; this platform allows eu. Allowed Azure regions: ",
        Assert.Single(Findings("eastus", "eu", "us")), StringComparison.Ordinal);

    [Fact]
    public void Rejects_an_operator_that_is_not_allowed() => Assert.StartsWith(
        "SOV118 error clusters[0].arc: Azure Arc is operated by Microsoft, which is subject to the law of us; this platform allows eu (",
        Assert.Single(Findings("westeurope", "eu")), StringComparison.Ordinal);

    private static string[] Findings(string region, params string[] operators) => Fleets.Findings<ArcInside>(
        Fleets.Of(Fleets.OnPrem with { Arc = new() { Subscription = "00000000-0000-4000-8000-000000000001", Region = region } })
            with { Sovereignty = Fleets.Sovereignty with { Operators = [.. operators] } });
}
