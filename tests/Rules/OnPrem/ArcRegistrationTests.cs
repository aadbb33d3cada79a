using Infra.Rules.OnPrem;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.OnPrem;

public class ArcRegistrationTests
{
    private static readonly ArcSpec _arc = new() { Subscription = "00000000-0000-4000-8000-000000000001", Region = "westeurope" };

    [Fact]
    public void Accepts_a_site_that_is_not_registered() => Assert.Empty(Fleets.Findings<ArcRegistration>(Fleets.Sound));

    [Fact]
    public void Accepts_a_subscription_and_a_region_where_images_come_from_their_sources() => Assert.Empty(Findings(_arc, null));

    [Fact]
    public void Rejects_what_is_no_subscription() => Assert.Equal(
        [
            "CLU176 error clusters[0].arc.subscription: \"acme\" is not an Azure subscription. Allowed: a GUID, such as " +
            "00000000-0000-0000-0000-000000000000.",
        ],
        Findings(_arc with { Subscription = "acme" }, null));

    [Fact]
    public void Rejects_a_region_that_Azure_does_not_have() => Assert.StartsWith(
        "CLU176 error clusters[0].arc.region: Azure region \"berlin\" is not in the catalogue. Known: ",
        Assert.Single(Findings(_arc with { Region = "berlin" }, null)), StringComparison.Ordinal);

    [Fact]
    public void Rejects_agents_that_no_mirror_has() => Assert.Equal(
        [
            "CLU176 error clusters[0].arc: the agents of Azure Arc come from mcr.microsoft.com, and nothing moves them to the mirror " +
            "\"registry.acme.example/mirror\". Leave arc out.",
        ],
        Findings(_arc, "registry.acme.example/mirror"));

    private static string[] Findings(ArcSpec arc, string? mirror) => Fleets.Findings<ArcRegistration>(
        Fleets.Of(Fleets.OnPrem with { Arc = arc }) with { Sovereignty = Fleets.Sovereignty with { Registry = mirror } });
}
