using Infra.Rules.Teams;
using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class TeamEgressTests
{
    private static readonly EgressSpec _company = new() { Cidr = "10.30.0.0/16", Ports = [443] };

    [Fact]
    public void Accepts_a_team_that_reaches_nothing() => Assert.Empty(Of());

    [Fact]
    public void Accepts_private_networks_public_ones_at_home_and_other_teams() => Assert.Empty(Of(
        _company with { Ports = [1, 443, 65535] },
        _company with { Cidr = "203.0.113.7/32", Country = "DE" },
        _company with { Cidr = "100.64.0.0/10" },
        _company with { Cidr = "192.168.0.0/16", Country = "FR" },
        new() { Team = "language", Ports = [8000] }));

    [Fact]
    public void Accepts_every_public_address_where_endpoints_are_public() => Assert.Empty(
        Of(EndpointAccess.Public, _company with { Cidr = EgressSpec.Everything }));

    [Fact]
    public void Rejects_every_public_address_where_endpoints_are_private() => Assert.Equal(
        [
            "TEAM009 error teams[0].egress[0].cidr: every public address is also one outside the borders, and this platform has private " +
            "endpoints. Name the networks.",
        ],
        Of(_company with { Cidr = "0.0.0.0/0" }));

    [Fact]
    public void Rejects_a_country_that_says_nothing() => Assert.Equal(
        [
            "TEAM009 error teams[0].egress[0].country: 0.0.0.0/0 is in every country. Leave the country out, or name the networks that " +
            "are in it.",
            "TEAM009 error teams[0].egress[1].country: a team is where its cluster is. Leave the country out.",
        ],
        Of(EndpointAccess.Public, _company with { Cidr = "0.0.0.0/0", Country = "DE" },
            new EgressSpec { Team = "language", Country = "DE", Ports = [8000] }));

    [Fact]
    public void Rejects_nothing_and_two_things() => Assert.Equal(
        [
            "TEAM009 error teams[0].egress[0]: neither cidr nor team is given. Give one of them.",
            "TEAM009 error teams[0].egress[1]: both cidr and team are given. Give one of them.",
        ],
        Of(new EgressSpec { Ports = [443] }, _company with { Team = "language" }));

    [Theory]
    [InlineData("10.30.0.1/16")]
    [InlineData("10.30.0.0")]
    [InlineData("10.30.0.0/33")]
    [InlineData("10.30.0.0/16 ")]
    [InlineData("git.acme.example")]
    [InlineData("2001:db8::/32")]
    [InlineData("")]
    public void Rejects_what_is_no_network(string cidr) => Assert.Equal(
        [
            $"TEAM009 error teams[0].egress[0].cidr: \"{cidr}\" is not an IPv4 network. Allowed: one such as 10.30.0.0/16 or " +
            "203.0.113.7/32, without host bits.",
        ],
        Of(_company with { Cidr = cidr }));

    [Theory]
    [InlineData("169.254.169.254/32")]
    [InlineData("169.254.0.0/16")]
    [InlineData("128.0.0.0/1")]
    public void Rejects_the_login_of_the_node(string cidr) => Assert.Equal(
        [
            $"TEAM009 error teams[0].egress[0].cidr: {cidr} has addresses of 169.254.0.0/16, where a machine in a cloud finds the login " +
            "of its node. Name networks without them; 0.0.0.0/0 leaves them out by itself.",
        ],
        Of(EndpointAccess.Public, _company with { Cidr = cidr, Country = "DE" }));

    [Theory]
    [InlineData("203.0.113.0/24")]
    [InlineData("8.0.0.0/6")]
    public void Rejects_public_addresses_that_may_be_anywhere(string cidr) => Assert.Equal(
        [
            $"TEAM009 error teams[0].egress[0].country: {cidr} has public addresses, which do not tell where they are. Give the " +
            "country: an ISO 3166-1 alpha-2 code in capitals, such as DE.",
        ],
        Of(_company with { Cidr = cidr }));

    [Theory]
    [InlineData("de")]
    [InlineData("DEU")]
    [InlineData("Germany")]
    [InlineData("")]
    public void Rejects_what_is_no_country(string country) => Assert.Equal(
        [
            $"TEAM009 error teams[0].egress[0].country: \"{country}\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in " +
            "capitals, such as DE.",
        ],
        Of(_company with { Cidr = "203.0.113.0/24", Country = country }));

    [Theory]
    [InlineData("203.0.113.0/24")]
    [InlineData("10.30.0.0/16")]
    public void Rejects_a_country_outside(string cidr) => Assert.Equal(
        ["TEAM009 error teams[0].egress[0].country: \"US\" is outside; this platform allows eu."],
        Of(_company with { Cidr = cidr, Country = "US" }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Rejects_what_is_no_port(int port) => Assert.Equal(
        [$"TEAM009 error teams[0].egress[0].ports: {port} is not a port. Allowed: 1 to 65535."],
        Of(_company with { Ports = [443, port] }));

    [Fact]
    public void Rejects_what_has_no_port() => Assert.Equal(
        ["TEAM009 error teams[0].egress[0].ports: no port is given. Give at least one, of 1 to 65535."],
        Of(_company with { Ports = [] }));

    [Fact]
    public void Rejects_a_team_that_is_not_there_and_the_team_itself() => Assert.Equal(
        [
            "TEAM009 error teams[0].egress[0].team: \"langage\" is not another team. Did you mean \"language\"? Allowed: language, edge.",
            "TEAM009 error teams[0].egress[1].team: \"vision\" is not another team. Allowed: language, edge.",
        ],
        Of(new EgressSpec { Team = "langage", Ports = [80] }, new EgressSpec { Team = "vision", Ports = [80] }));

    [Fact]
    public void Rejects_a_team_where_there_is_no_other() => Assert.Equal(
        ["TEAM009 error teams[0].egress[0].team: \"language\" is not another team. There is none."],
        Fleets.Findings<TeamEgress>(Fleets.Sound.With(Fleets.Team with { Egress = [new() { Team = "language", Ports = [80] }] })));

    [Fact]
    public void Rejects_a_team_on_other_clusters() => Assert.Equal(
        [
            "TEAM009 error teams[0].egress[0].team: \"edge\" is on no cluster of the team, so nothing of it can be reached there. Leave " +
            "it out.",
        ],
        Of(new EgressSpec { Team = "edge", Ports = [80] }));

    private static string[] Of(params EgressSpec[] egress) => Of(EndpointAccess.Private, egress);

    private static string[] Of(EndpointAccess endpoints, params EgressSpec[] egress) => Fleets.Findings<TeamEgress>(
        (Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Endpoints = endpoints } }).With(
            Fleets.Team with { Clusters = new() { Kinds = ["eks", "aks"] }, Egress = [.. egress] },
            Fleets.Team with { Name = "language" },
            Fleets.Team with { Name = "edge", Clusters = new() { Kinds = ["on-prem"] } }));
}
