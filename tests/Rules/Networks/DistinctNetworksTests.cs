using Infra.Rules.Networks;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Tests.Rules.Networks;

public class DistinctNetworksTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<DistinctNetworks>(Fleets.Sound));

    [Fact]
    public void Accepts_two_clusters_in_one_site_network() =>
        Assert.Empty(Fleets.Findings<DistinctNetworks>(Fleets.Of(Fleets.Installed, Fleets.Installed with { Name = "berlin2" })));

    [Fact]
    public void Rejects_a_network_around_several_others_with_one_line() =>
        Assert.Equal(
            [
                "CLU009 error clusters[0].network.cidr: \"10.0.0.0/8\" overlaps 10.10.0.0/16 of clusters[1] (frankfurt), 10.20.0.0/16 of " +
                "clusters[2] (westeurope). The networks of a fleet must not overlap.",
            ],
            Fleets.Findings<DistinctNetworks>(
                Fleets.Of(Fleets.OnPrem with { Network = new OnPremNetworkSpec { Cidr = "10.0.0.0/8" } }, Fleets.Eks, Fleets.Aks)));

    [Fact]
    public void Rejects_networks_with_addresses_in_common() =>
        Assert.Equal(
            [
                "CLU009 error clusters[1].network.cidr: \"10.10.128.0/17\" overlaps 10.10.0.0/16 of clusters[0] (frankfurt). The " +
                "networks of a fleet must not overlap.",
            ],
            Fleets.Findings<DistinctNetworks>(
                Fleets.Of(Fleets.Eks, Fleets.Aks with { Network = Fleets.Aks.Network with { Cidr = "10.10.128.0/17" } })));

    [Fact]
    public void Accepts_a_hub_elsewhere_in_a_network_of_its_own_or_in_the_one_of_its_member_s_site()
    {
        Assert.Empty(Fleets.Findings<DistinctNetworks>(
            Fleets.Exactly(Fleets.Eks, Fleets.Aks) with { Hub = new HubSpec { Name = "dublin", Network = "10.40.0.0/16" } }));
        Assert.Empty(Fleets.Findings<DistinctNetworks>(
            Fleets.Exactly(Fleets.Installed) with { Hub = new HubSpec { Name = "dublin", Network = Fleets.Installed.NetworkCidr } }));
    }

    [Fact]
    public void Rejects_a_hub_elsewhere_with_the_addresses_of_its_members() =>
        Assert.Equal(
            [
                "CLU009 error hub.network: \"10.0.0.0/11\" overlaps 10.10.0.0/16 of clusters[0] (frankfurt), 10.20.0.0/16 of " +
                "clusters[1] (westeurope). The networks of a fleet must not overlap.",
            ],
            Fleets.Findings<DistinctNetworks>(
                Fleets.Exactly(Fleets.Eks, Fleets.Aks) with { Hub = new HubSpec { Name = "dublin", Network = "10.0.0.0/11" } }));
}
