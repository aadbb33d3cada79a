using Infra.Rules.Networks;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Networks;

public class NetworkRoomTests
{
    // Half of a /24 is for nodes.
    [Fact]
    public void Accepts_as_many_nodes_as_there_is_room_for() => Assert.Empty(Fleets.Findings<NetworkRoom>(Fleets.Of(Fleets.Aks with
    {
        Network = Fleets.Aks.Network with { Cidr = "10.20.0.0/24" },
        SystemPool = Fleets.Aks.SystemPool with { Max = 8 },
        Pools = [Fleets.AksPool with { Max = 120 }],
    })));

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<NetworkRoom>(Fleets.Sound));

    [Fact]
    public void Rejects_more_nodes_than_prefixes_fit() =>
        Assert.Equal(
            [
                "CLU011 error clusters[0].network.cidr: \"10.10.0.0/22\" has room for 7 nodes, but the pools and the system pool may " +
                "grow to 26. Give a larger network, at most /16, or lower max.",
            ],
            Fleets.Findings<NetworkRoom>(
                Fleets.Of(Fleets.Eks with
                {
                    Network = Fleets.Eks.Network with { Cidr = "10.10.0.0/22" },
                    Pools = [Fleets.EksPool with { Max = 20 }],
                })));

    [Fact]
    public void Rejects_more_nodes_than_the_overlay_holds() =>
        Assert.Equal(
            [
                "CLU011 error clusters[0].network.podCidr: \"10.244.0.0/22\" has room for 4 nodes with a /24 each, but the pools and the " +
                "system pool may grow to 26.",
            ],
            Fleets.Findings<NetworkRoom>(
                Fleets.Of(Fleets.Aks with
                {
                    Network = Fleets.Aks.Network with { PodCidr = "10.244.0.0/22" },
                    Pools = [Fleets.AksPool with { Max = 20 }],
                })));

    [Theory]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    public void Counts_what_the_system_pool_may_grow_to(int max, int mistakes) =>
        Assert.Equal(
            mistakes,
            Fleets.Findings<NetworkRoom>(
                Fleets.Of(Fleets.Eks with
                {
                    Network = Fleets.Eks.Network with { Cidr = "10.10.0.0/22" },
                    SystemPool = new SystemPoolSpec { Max = max },
                    Pools = [Fleets.EksPool with { Max = 1 }],
                })).Length);
}
