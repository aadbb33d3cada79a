using Infra.Rules.Eks;
using Infra.Rules.Networks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

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
    public void Accepts_many_nodes_in_a_small_subnet_whose_pods_are_elsewhere()
    {
        var platform = WithPods("10.10.0.0/24", 100, "100.64.0.0/16");

        Assert.Empty(Fleets.Findings<ZoneRoom>(platform));
        Assert.Empty(Fleets.Findings<NetworkRoom>(platform));
    }

    [Fact]
    public void Rejects_more_pods_in_a_zone_than_their_subnet_has_prefixes_for() => Assert.Equal(
        [
            "CLU076 error clusters[0].network.podCidr: \"100.64.0.0/22\" gives eu-central-1a the subnet 100.64.0.0/24, with room for 3 " +
            "nodes, but the pools and the system pool may grow to 5 there. Give a larger network, at most /16, or lower max.",
        ],
        Fleets.Findings<ZoneRoom>(WithPods("10.10.0.0/20", 3, "100.64.0.0/22", "a")));

    [Fact]
    public void Rejects_more_nodes_than_an_existing_subnet_has_prefixes_for() => Assert.Equal(
        [
            "CLU076 error clusters[0].network.existing.nodes[1].cidr: \"10.10.64.0/24\" has room for 3 nodes, but the pools and the " +
            "system pool may grow to 8 in zone b. Use a larger subnet, or lower max.",
        ],
        Fleets.Findings<ZoneRoom>(Fleets.Of(Fleets.Eks with
        {
            Network = new EksNetworkSpec
            {
                Cidr = "10.10.0.0/16",
                Zones = 2,
                Existing = new EksExistingNetworkSpec
                {
                    Vpc = "vpc-0123456789abcdef0",
                    Nodes =
                    [
                        new() { Zone = "a", Id = "subnet-01234567890abcde1", Cidr = "10.10.0.0/18" },
                        new() { Zone = "b", Id = "subnet-01234567890abcde2", Cidr = "10.10.64.0/24" },
                    ],
                    ControlPlane = [],
                },
            },
            Pools = [Fleets.EksPool with { Max = 5, Zones = ["b"] }],
        })));

    private static PlatformSpec WithPods(string cidr, int max, string pods, params string[] zones) => Fleets.Of(Fleets.Eks with
    {
        Network = Fleets.Eks.Network with { Cidr = cidr, PodCidr = pods },
        Pools = [Fleets.EksPool with { Max = max, Zones = [.. zones] }],
    });

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
