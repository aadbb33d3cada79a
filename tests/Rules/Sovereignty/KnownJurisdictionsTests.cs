using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Tests.Rules.Sovereignty;

public class KnownJurisdictionsTests
{
    private const string Country = "or the ISO 3166-1 code of a country in lower case, such as fr.";

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<KnownJurisdictions>(Fleets.Sound));

    [Fact]
    public void Rejects_an_unknown_location() =>
        Assert.Equal(
            [
                "SOV001 error sovereignty.locations[1]: \"uss\" is not a known jurisdiction. Did you mean \"us\"? Allowed: ca, " +
                "ch, cn, eea, eu, jp, no, qa, uk, us, " + Country,
            ],
            Fleets.Findings<KnownJurisdictions>(
                Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Locations = ["eu", "uss"] } }));

    [Fact]
    public void Rejects_no_operator_at_all() =>
        Assert.Equal(
            [
                "SOV001 error sovereignty.operators: the list is empty. Allowed: ca, ch, cn, eea, eu, jp, no, qa, uk, us, " + Country,
            ],
            Fleets.Findings<KnownJurisdictions>(Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Operators = [] } }));

    [Fact]
    public void Rejects_a_site_of_an_unknown_operator() =>
        Assert.Equal(
            [
                "SOV001 error sites[0].operator: \"xx\" is not a known jurisdiction. Allowed: ca, ch, cn, eea, eu, jp, no, qa, uk, " +
                "us, " + Country,
            ],
            Fleets.Findings<KnownJurisdictions>(
                Fleets.Sound with { Sites = [new SiteSpec { Name = "berlin", Country = "DE", Operator = "xx" }] }));

    // A border that is narrower than a union: France alone, and its neighbour that has no region of a cloud.
    [Theory]
    [InlineData("fr")]
    [InlineData("ad")]
    [InlineData("gb")]
    public void Accepts_a_single_country(string country) => Assert.Empty(Fleets.Findings<KnownJurisdictions>(
        Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Locations = [country], Operators = [country] } }));

    [Fact]
    public void Rejects_a_country_in_capitals_and_says_how_it_is_written() => Assert.Equal(
        [
            "SOV001 error sovereignty.locations[0]: \"FR\" is not a known jurisdiction. Did you mean \"fr\"? Allowed: ca, ch, cn, eea, " +
            "eu, jp, no, qa, uk, us, " + Country,
        ],
        Fleets.Findings<KnownJurisdictions>(Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Locations = ["FR"] } }));
}
