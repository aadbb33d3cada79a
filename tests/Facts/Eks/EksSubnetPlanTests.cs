using System.Net;
using Infra.Facts.Eks;
using Infra.Tests.Components.Clusters.Eks;

namespace Infra.Tests.Facts.Eks;

public class EksSubnetPlanTests
{
    [Fact]
    public void Plans_large_private_subnets_and_small_others()
    {
        var plan = EksSubnetPlan.For(EksPlan.Cluster);

        Assert.Equal(
            [new("eu-central-1a", "10.10.0.0/18"), new("eu-central-1b", "10.10.64.0/18"), new("eu-central-1c", "10.10.128.0/18")],
            plan.Private.AsEnumerable());
        Assert.Equal(
            [new("eu-central-1a", "10.10.192.0/24"), new("eu-central-1b", "10.10.193.0/24"), new("eu-central-1c", "10.10.194.0/24")],
            plan.Public.AsEnumerable());
        Assert.Equal(
            [new("eu-central-1a", "10.10.195.0/24"), new("eu-central-1b", "10.10.196.0/24"), new("eu-central-1c", "10.10.197.0/24")],
            plan.Intra.AsEnumerable());
    }

    [Theory]
    [InlineData("eu-central-1", 3, "100.64.0.0/16", "100.64.0.0/18 100.64.64.0/18 100.64.128.0/18")]
    [InlineData("eu-central-1", 2, "100.64.0.0/16", "100.64.0.0/18 100.64.64.0/18")]
    [InlineData("us-west-2", 4, "100.64.0.0/24", "100.64.0.0/27 100.64.0.32/27 100.64.0.64/27 100.64.0.96/27")]
    public void Divides_a_range_for_pods_among_the_zones(string region, int zones, string pods, string subnets)
    {
        var network = EksPlan.Cluster.Network with { Zones = zones, PodCidr = pods };
        var plan = EksSubnetPlan.For(EksPlan.Cluster with { Region = region, Network = network });

        Assert.Equal(subnets.Split(' '), plan.Pods.Select(subnet => subnet.Cidr));
        Assert.Equal(plan.Private.Select(subnet => subnet.Zone), plan.Pods.Select(subnet => subnet.Zone));
    }

    [Fact]
    public void Moves_no_subnet_when_a_third_zone_is_added()
    {
        var two = EksSubnetPlan.For(EksPlan.Cluster with { Network = EksPlan.Cluster.Network with { Zones = 2 } });
        var three = EksSubnetPlan.For(EksPlan.Cluster);

        Assert.Equal(three.Private.Take(2), two.Private);
        Assert.Equal(three.Public.Take(2), two.Public);
        Assert.Equal(three.Intra.Take(2), two.Intra);
    }

    [Theory]
    [InlineData("10.0.0.0/16", 2)]
    [InlineData("10.0.0.0/16", 3)]
    [InlineData("10.0.0.0/16", 6)]
    [InlineData("10.0.0.0/18", 4)]
    [InlineData("10.1.128.0/20", 3)]
    [InlineData("192.168.4.0/22", 3)]
    [InlineData("192.168.4.0/23", 6)]
    [InlineData("172.31.255.0/24", 3)]
    public void Fits_every_network_without_overlap(string cidr, int zones)
    {
        var network = IPNetwork.Parse(cidr);
        var plan = EksSubnetPlan.Plan(network, [.. "abcdef".Take(zones).Select(letter => $"r{letter}")]);
        // Parsing an IPNetwork refuses an address that is not the start of its network.
        IPNetwork[] subnets = [.. plan.Private.Concat(plan.Public).Concat(plan.Intra).Select(subnet => IPNetwork.Parse(subnet.Cidr))];

        Assert.Equal(zones * 3, subnets.Length);
        Assert.All(subnets, subnet => Assert.True(network.Contains(subnet.BaseAddress) && subnet.PrefixLength is > 16 and <= 28));
        Assert.All(
            subnets,
            subnet => Assert.Single(subnets, other => other.Contains(subnet.BaseAddress) || subnet.Contains(other.BaseAddress)));
    }

    [Fact]
    public void Rejects_a_network_that_is_too_small()
    {
        var error = Assert.Throws<ArgumentException>(() => EksSubnetPlan.Plan(IPNetwork.Parse("10.0.0.0/24"), ["a", "b", "c", "d"]));

        Assert.Equal("10.0.0.0/24 is too small for subnets in 4 zones.", error.Message);
    }

    [Fact]
    public void Rejects_more_zones_than_the_region_has()
    {
        var error = Assert.Throws<ArgumentException>(
            () => EksSubnetPlan.For(EksPlan.Cluster with { Network = EksPlan.Cluster.Network with { Zones = 4 } }));

        Assert.Equal("eu-central-1 has 3 zones, but 4 were requested.", error.Message);
    }
}
