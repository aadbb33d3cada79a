using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Tests.Rules.Sovereignty;

public class KnownJurisdictionsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<KnownJurisdictions>(Fleets.Sound));

    [Fact]
    public void Rejects_an_unknown_location() =>
        Assert.Equal(
            [
                "SOV001 error sovereignty.locations[1]: \"uss\" is not a known jurisdiction. Did you mean \"us\"? Allowed: ca, " +
                "ch, cn, eea, eu, jp, no, qa, uk, us.",
            ],
            Fleets.Findings<KnownJurisdictions>(
                Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Locations = ["eu", "uss"] } }));

    [Fact]
    public void Rejects_no_operator_at_all() =>
        Assert.Equal(
            [
                "SOV001 error sovereignty.operators: the list is empty. Allowed: ca, ch, cn, eea, eu, jp, no, qa, uk, us.",
            ],
            Fleets.Findings<KnownJurisdictions>(Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Operators = [] } }));

    [Fact]
    public void Rejects_a_site_of_an_unknown_operator() =>
        Assert.Equal(
            [
                "SOV001 error sites[0].operator: \"xx\" is not a known jurisdiction. Allowed: ca, ch, cn, eea, eu, jp, no, qa, uk, " +
                "us.",
            ],
            Fleets.Findings<KnownJurisdictions>(
                Fleets.Sound with { Sites = [new SiteSpec { Name = "berlin", Country = "DE", Operator = "xx" }] }));
}
