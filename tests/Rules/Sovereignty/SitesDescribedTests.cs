using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Tests.Rules.Sovereignty;

public class SitesDescribedTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SitesDescribed>(Fleets.Sound));

    [Fact]
    public void Rejects_a_country_by_its_name() =>
        Assert.Equal(
            [
                "SOV008 error sites[0].country: \"Germany\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, such " +
                "as DE.",
            ],
            Fleets.Findings<SitesDescribed>(
                Fleets.Sound with { Sites = [new SiteSpec { Name = "berlin", Country = "Germany", Operator = "eu" }] }));

    [Fact]
    public void Rejects_a_name_that_is_no_label() =>
        Assert.Equal(
            [
                "SOV008 error sites[0].name: \"Berlin 1\" is not a valid name. Allowed: at most 20 lower-case letters, digits and " +
                "hyphens, starting with a letter and not ending with a hyphen.",
            ],
            Fleets.Findings<SitesDescribed>(
                Fleets.Sound with { Sites = [new SiteSpec { Name = "Berlin 1", Country = "DE", Operator = "eu" }] }));

    [Fact]
    public void Rejects_two_sites_of_one_name() =>
        Assert.Equal(
            [
                "SOV008 error sites[1].name: \"berlin\" is also the name of another site. Site names must be unique.",
            ],
            Fleets.Findings<SitesDescribed>(Fleets.Sound with { Sites = [Fleets.Sound.Sites[0], Fleets.Sound.Sites[0]] }));
}
