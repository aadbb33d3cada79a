using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Facts.Eks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Networks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

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
        // Networks without a subnet plan are reported by other rules.
        if (Ipv4Range.OfNetwork(cluster.Network.Cidr) is not { Size: >= 1 << 9 and <= 1 << 16 }
            || AwsProfile.Profile.Regions.GetValueOrDefault(cluster.Region) is not { } region
            || cluster.Network.Zones < 2 || cluster.Network.Zones > region.Zones.Length)
        {
            yield break;
        }

        var subnets = EksSubnetPlan.For(cluster).Private;
        foreach (var subnet in subnets)
        {
            var pools = cluster.Pools.Where(pool => pool.Zones.IsEmpty || pool.Zones.Contains(subnet.ZoneLetter)).ToList();
            var nodes = Share(cluster.SystemPool.Max, subnets.Length)
                + pools.Sum(pool => Share(pool.Max, pool.Zones.IsEmpty ? subnets.Length : pool.Zones.Length));
            var room = (Ipv4Range.OfNetwork(subnet.Cidr)!.Value.Size - AddressesOfAws) / EksFacts.NodeAddresses;
            if (nodes > room)
            {
                yield return Finding.Error(
                    "CLU076", $"{cluster.Path}.network.cidr",
                    $"\"{cluster.Network.Cidr}\" gives {subnet.Zone} the subnet {subnet.Cidr}, with room for {NetworkRoom.Nodes(room)}, " +
                    $"but the pools and the system pool may grow to {nodes} there. Give a larger network, at most /16, or lower max.") with
                {
                    ComparedWith = [.. pools.Select(pool => $"{pool.Path}.max")],
                };
            }
        }
    }

    private static long Share(int nodes, int zones) => (Math.Max(0L, nodes) + zones - 1) / zones;
}
