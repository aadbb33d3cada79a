using Infra.Rules.Networks;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Networks;

public class NetworkRoomTests
{
    // Half of a /24 is for nodes, less five addresses of Azure; a third of the system pool is added while it is upgraded.
    [Theory]
    [InlineData(112, null)]
    [InlineData(
        113,
        "CLU011 error clusters[0].network.cidr: \"10.20.0.0/24\" has room for 123 nodes, but the pools and the system pool may grow to " +
        "121, and upgrades add 3. Give a larger network, at most /16, or lower max.")]
    public void Accepts_as_many_nodes_as_there_is_room_for(int max, string? finding) => Assert.Equal(
        finding is null ? [] : [finding],
        Fleets.Findings<NetworkRoom>(Fleets.Of(Fleets.Aks with
        {
            Network = Fleets.Aks.Network with { Cidr = "10.20.0.0/24" },
            SystemPool = Fleets.Aks.SystemPool with { Max = 8 },
            Pools = [Fleets.AksPool with { Max = max }],
        })));

    // Two of six of the system pool, 33 of 100 plain nodes, three as the pool says; a spot pool adds none.
    [Fact]
    public void Rejects_pools_that_fit_only_while_nothing_is_upgraded() => Assert.Equal(
        [
            "CLU011 error clusters[0].network.podCidr: \"10.244.0.0/17\" has room for 128 nodes with a /24 each, but the pools and the " +
            "system pool may grow to 126, and upgrades add 38. Give a larger network, or lower max.",
        ],
        Fleets.Findings<NetworkRoom>(Fleets.Of(Fleets.Aks with
        {
            Network = Fleets.Aks.Network with { PodCidr = "10.244.0.0/17" },
            Pools =
            [
                Fleets.AksPool with { Machine = "Standard_D8ds_v5", Max = 100 },
                Fleets.AksPool with { Max = 10, MaxSurge = "3" },
                Fleets.AksPool with { Max = 10, Capacity = Capacity.Spot },
            ],
        })));

    [Fact]
    public void Rejects_what_no_larger_network_can_hold() => Assert.Equal(
        [
            "CLU011 error clusters[0].network.cidr: \"10.10.0.0/16\" has room for 504 nodes, but the pools and the system pool may grow " +
            "to 906. Lower max.",
        ],
        Fleets.Findings<NetworkRoom>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Max = 900 }] })));

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
                "system pool may grow to 26, and upgrades add 2. Give a larger network, or lower max.",
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
