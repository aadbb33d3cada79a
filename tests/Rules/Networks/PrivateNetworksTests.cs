using Infra.Rules.Networks;

namespace Infra.Tests.Rules.Networks;

public class PrivateNetworksTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<PrivateNetworks>(Fleets.Sound));

    [Fact]
    public void Rejects_text_that_is_no_network() =>
        Assert.Equal(
            [
                "CLU008 error clusters[0].network.cidr: \"10.10.0.0\" is not a network. Allowed: an IPv4 network in CIDR notation " +
                "without host bits, such as 10.10.0.0/16.",
            ],
            Fleets.Findings<PrivateNetworks>(Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Cidr = "10.10.0.0" } })));

    [Fact]
    public void Rejects_an_address_inside_the_network() =>
        Assert.Equal(
            [
                "CLU008 error clusters[0].network.cidr: \"10.10.0.1/16\" is not a network. Allowed: an IPv4 network in CIDR notation " +
                "without host bits, such as 10.10.0.0/16.",
            ],
            Fleets.Findings<PrivateNetworks>(
                Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Cidr = "10.10.0.1/16" } })));

    [Fact]
    public void Rejects_a_public_network() =>
        Assert.Equal(
            [
                "CLU008 error clusters[0].network.cidr: \"20.0.0.0/16\" is not a private network. Allowed: networks in 10.0.0.0/8, " +
                "172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10.",
            ],
            Fleets.Findings<PrivateNetworks>(
                Fleets.Of(Fleets.Aks with { Network = Fleets.Aks.Network with { Cidr = "20.0.0.0/16" } })));

    [Fact]
    public void Rejects_a_network_too_large_for_a_cloud() =>
        Assert.Equal(
            [
                "CLU008 error clusters[0].network.cidr: \"10.0.0.0/8\" has 16777216 addresses. Allowed: from /24 (256) to /16 " +
                "(65536).",
            ],
            Fleets.Findings<PrivateNetworks>(Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Cidr = "10.0.0.0/8" } })));
}
