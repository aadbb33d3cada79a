using Infra.Rules.OnPrem;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.OnPrem;

public class AddressPoolsTests
{
    [Fact]
    public void Accepts_a_pool_of_one_address() => Assert.Empty(Fleets.Findings<AddressPools>(Fleets.Of(
        Fleets.Installed with { Network = new() { Cidr = "10.30.0.0/24", AddressPools = ["10.30.0.200-10.30.0.200"] } })));

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AddressPools>(Fleets.Sound));

    [Fact]
    public void Accepts_a_pool_clear_of_hosts() =>
        Assert.Empty(Fleets.Findings<AddressPools>(Fleets.Of(Fleets.Installed)));

    [Fact]
    public void Rejects_a_pool_outside_the_site() =>
        Assert.Equal(
            [
                "CLU030 error clusters[0].network.addressPools[0]: \"10.31.0.0/28\" is outside the site's network. Allowed: " +
                "addresses in 10.30.0.0/24.",
            ],
            Fleets.Findings<AddressPools>(
                Fleets.Of(Fleets.Installed with
                {
                    Network = new OnPremNetworkSpec { Cidr = "10.30.0.0/24", AddressPools = ["10.31.0.0/28"] },
                })));

    [Fact]
    public void Rejects_a_pool_that_holds_a_host() =>
        Assert.Equal(
            [
                "CLU030 error clusters[0].network.addressPools[0]: \"10.30.0.20-10.30.0.21\" overlaps 10.30.0.21. An address pool must " +
                "not contain a host or overlap another pool.",
            ],
            Fleets.Findings<AddressPools>(
                Fleets.Of(Fleets.Installed with
                {
                    Network = new OnPremNetworkSpec { Cidr = "10.30.0.0/24", AddressPools = ["10.30.0.20-10.30.0.21"] },
                })));

    [Fact]
    public void Rejects_pools_that_overlap() =>
        Assert.Equal(
            [
                "CLU030 error clusters[0].network.addressPools[1]: \"10.30.0.210-10.30.0.230\" overlaps 10.30.0.200-10.30.0.220. An " +
                "address pool must not contain a host or overlap another pool.",
            ],
            Fleets.Findings<AddressPools>(
                Fleets.Of(Fleets.Installed with
                {
                    Network = new OnPremNetworkSpec
                    {
                        Cidr = "10.30.0.0/24",
                        AddressPools = ["10.30.0.200-10.30.0.220", "10.30.0.210-10.30.0.230"],
                    },
                })));

    [Fact]
    public void Rejects_a_pool_that_ends_before_it_starts() =>
        Assert.Equal(
            [
                "CLU030 error clusters[0].network.addressPools[0]: \"10.30.0.220-10.30.0.200\" is not an address pool. Allowed: a range " +
                "such as 192.168.10.200-192.168.10.220, or a network in CIDR notation.",
            ],
            Fleets.Findings<AddressPools>(
                Fleets.Of(Fleets.Installed with
                {
                    Network = new OnPremNetworkSpec { Cidr = "10.30.0.0/24", AddressPools = ["10.30.0.220-10.30.0.200"] },
                })));
}
