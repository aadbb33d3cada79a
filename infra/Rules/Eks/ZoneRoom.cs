using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Facts.Eks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Networks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Networks;

namespace Infra.Rules.Eks;

/// <summary>CLU076: on EKS the subnet of each zone has room for the nodes that may be in it: a pool that names its zones, as an EFA pool
/// must, does not use the subnets of the other zones.</summary>
public sealed class ZoneRoom : ISpecRule
{
    // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    private const int AddressesOfAws = 5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) => platform.Clusters.OfType<EksClusterSpec>().SelectMany(Check);

    private static IEnumerable<Finding> Check(EksClusterSpec cluster)
    {
        var shares = cluster.Network.HasPodSubnets ? 1 : EksFacts.NodeAddresses;
        if (cluster.Network.Existing is { } existing)
        {
            // What is wrong with a subnet itself is reported by CLU120.
            var path = $"{cluster.Path}.network.existing";
            return Existing(cluster, existing.Nodes, $"{path}.nodes", shares)
                .Concat(Existing(cluster, existing.Pods, $"{path}.pods", EksFacts.NodeAddresses));
        }

        return Own(cluster, shares);
    }

    private static IEnumerable<Finding> Existing(EksClusterSpec cluster, ImmutableArray<EksSubnetSpec> subnets, string path, int perNode)
    {
        foreach (var (index, subnet) in subnets.Index())
        {
            var (nodes, pools) = Nodes(cluster, subnet.Zone, subnets.Length);
            if (Ipv4Range.OfNetwork(subnet.Cidr) is { Size: >= 1 << 4 and var size } && (size - AddressesOfAws) / perNode is var room
                && nodes > room)
            {
                yield return Finding.Error(
                    "CLU076", $"{path}[{index}].cidr",
                    $"\"{subnet.Cidr}\" has room for {NetworkRoom.Nodes(room)}, but the pools and the system pool may grow to {nodes} in " +
                    $"zone {subnet.Zone}. Use a larger subnet, or lower max.") with { ComparedWith = pools };
            }
        }
    }

    // The most nodes that may be in a zone, and what decides it.
    private static (long Nodes, ImmutableArray<string> Limits) Nodes(EksClusterSpec cluster, string zone, int zones)
    {
        var pools = cluster.Pools.Where(pool => pool.Zones.IsEmpty || pool.Zones.Contains(zone)).ToList();
        var nodes = Share(cluster.SystemPool.Max, zones)
            + pools.Sum(pool => Share(pool.Max, pool.Zones.IsEmpty ? zones : pool.Zones.Length));
        return (nodes, [.. pools.Select(pool => $"{pool.Path}.max")]);
    }

    private static IEnumerable<Finding> Own(EksClusterSpec cluster, int shares)
    {
        // Networks without a subnet plan are reported by other rules.
        if (Ipv4Range.OfNetwork(cluster.Network.Cidr) is not { Size: >= 1 << 9 and <= 1 << 16 }
            || AwsProfile.Profile.Regions.GetValueOrDefault(cluster.Region) is not { } region
            || cluster.Network.Zones < 2 || cluster.Network.Zones > region.Zones.Length)
        {
            return [];
        }

        // CLU122 reports a wrong range of the pods.
        var pods = cluster.Network.PodCidr is { } text && Ipv4Range.OfNetwork(text) is { Size: >= 1 << 8 and <= 1 << 16 } ? text : null;
        var plan = EksSubnetPlan.For(pods is null ? cluster with { Network = cluster.Network with { PodCidr = null } } : cluster);
        return Planned(cluster, plan.Private, cluster.Network.Cidr, "cidr", shares)
            .Concat(Planned(cluster, plan.Pods, pods ?? "", "podCidr", EksFacts.NodeAddresses));
    }

    private static IEnumerable<Finding> Planned(
        EksClusterSpec cluster, ImmutableArray<EksSubnet> subnets, string network, string member, int perNode)
    {
        foreach (var subnet in subnets)
        {
            var (nodes, pools) = Nodes(cluster, subnet.ZoneLetter, subnets.Length);
            var room = (Ipv4Range.OfNetwork(subnet.Cidr)!.Value.Size - AddressesOfAws) / perNode;
            if (nodes > room)
            {
                yield return Finding.Error(
                    "CLU076", $"{cluster.Path}.network.{member}",
                    $"\"{network}\" gives {subnet.Zone} the subnet {subnet.Cidr}, with room for {NetworkRoom.Nodes(room)}, " +
                    $"but the pools and the system pool may grow to {nodes} there. Give a larger network, at most /16, or lower max.")
                    with { ComparedWith = pools };
            }
        }
    }

    private static long Share(int nodes, int zones) => (Math.Max(0L, nodes) + zones - 1) / zones;
}
