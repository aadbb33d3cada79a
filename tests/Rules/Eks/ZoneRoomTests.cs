using Infra.Rules.Eks;
using Infra.Rules.Networks;
using Infra.Specification;

namespace Infra.Tests.Rules.Eks;

public class ZoneRoomTests
{
    private static PlatformSpec With(string cidr, int max, params string[] zones) => Fleets.Of(Fleets.Eks with
    {
        Network = Fleets.Eks.Network with { Cidr = cidr },
        Pools = [Fleets.EksPool with { Max = max, Zones = [.. zones] }],
    });

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<ZoneRoom>(Fleets.Sound));

    [Theory]
    [InlineData("10.10.0.0/20", 13, "a")]
    [InlineData("10.10.0.0/20", 26, "a", "b")]
    [InlineData("10.10.0.0/16", 249, "a")]
    [InlineData("10.10.0.0/20", 28)]
    public void Accepts_as_many_nodes_in_a_zone_as_its_subnet_has_prefixes_for(string cidr, int max, params string[] zones) =>
        Assert.Empty(Fleets.Findings<ZoneRoom>(With(cidr, max, zones)));

    [Fact]
    public void Rejects_more_nodes_in_a_zone_than_its_subnet_has_prefixes_for()
    {
        var platform = With("10.10.0.0/20", 20, "a");

        Assert.Empty(Fleets.Findings<NetworkRoom>(platform));
        Assert.Equal(
            [
                "CLU076 error clusters[0].network.cidr: \"10.10.0.0/20\" gives eu-central-1a the subnet 10.10.0.0/22, with room for 15 " +
                "nodes, but the pools and the system pool may grow to 22 there. Give a larger network, at most /16, or lower max.",
            ],
            Fleets.Findings<ZoneRoom>(platform));
    }
}
