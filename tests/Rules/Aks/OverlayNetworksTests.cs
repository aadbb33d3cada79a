using Infra.Rules.Aks;

namespace Infra.Tests.Rules.Aks;

public class OverlayNetworksTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<OverlayNetworks>(Fleets.Sound));

    [Fact]
    public void Rejects_services_in_the_network_of_the_pods() =>
        Assert.Equal(
            [
                "CLU010 error clusters[0].network.serviceCidr: \"10.244.0.0/20\" overlaps podCidr. The networks of a cluster must not " +
                "overlap.",
            ],
            Fleets.Findings<OverlayNetworks>(
                Fleets.Of(Fleets.Aks with { Network = Fleets.Aks.Network with { ServiceCidr = "10.244.0.0/20" } })));

    [Fact]
    public void Rejects_a_public_network_of_pods() =>
        Assert.Equal(
            [
                "CLU010 error clusters[0].network.podCidr: \"8.8.0.0/16\" is not a private network. Allowed: an IPv4 network in CIDR " +
                "notation without host bits, such as 10.244.0.0/16.",
            ],
            Fleets.Findings<OverlayNetworks>(
                Fleets.Of(Fleets.Aks with { Network = Fleets.Aks.Network with { PodCidr = "8.8.0.0/16" } })));

    [Fact]
    public void Rejects_a_network_of_services_too_large() =>
        Assert.Equal(
            [
                "CLU010 error clusters[0].network.serviceCidr: \"172.16.0.0/12\" has 1048576 addresses. Allowed: from /24 to /13.",
                "CLU010 error clusters[0].network.serviceCidr: \"172.16.0.0/12\" overlaps 172.30.0.0/16, 172.31.0.0/16, which AKS " +
                "reserves for itself. Give another network.",
            ],
            Fleets.Findings<OverlayNetworks>(
                Fleets.Of(Fleets.Aks with { Network = Fleets.Aks.Network with { ServiceCidr = "172.16.0.0/12" } })));

    [Fact]
    public void Rejects_what_AKS_reserves_for_itself() =>
        Assert.Equal(
            [
                "CLU010 error clusters[0].network.cidr: \"172.31.0.0/20\" overlaps 172.31.0.0/16, which AKS reserves for itself. Give " +
                "another network.",
                "CLU010 error clusters[0].network.podCidr: \"172.30.128.0/17\" overlaps 172.30.0.0/16, which AKS reserves for itself. " +
                "Give another network.",
            ],
            Fleets.Findings<OverlayNetworks>(Fleets.Of(
                Fleets.Aks with { Network = Fleets.Aks.Network with { Cidr = "172.31.0.0/20", PodCidr = "172.30.128.0/17" } })));
}
