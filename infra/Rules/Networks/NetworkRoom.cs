using System.Collections.Immutable;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Networks;

/// <summary>CLU011: a cluster's network has room for the maximum number of nodes; on EKS, with the prefixes for their pods.</summary>
public sealed class NetworkRoom : ISpecRule
{
    internal static string Nodes(long number) => number == 1 ? "1 node" : $"{number} nodes";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            if (cluster.NetworkCidr is not { } network || Ipv4Range.OfNetwork(network) is not { Size: >= 1 << 8 and <= 1 << 16 } range)
            {
                continue;
            }

            var nodes = cluster.NodePools.Select(pool => pool.MostNodes).Append(cluster.SystemPool.Max)
                .Sum(max => (long)Math.Max(0, max));
            ImmutableArray<string> limits = [.. cluster.NodePools.Select(pool => $"{pool.Path}.max"), $"{cluster.Path}.systemPool.max"];
            var cloud = Clouds.Of(cluster);
            var (perNode, pods, more) = (cloud.AddressesPerNode, cloud.PodNetwork, cloud.NodesOfUpgrades);
            var growth = $"the pools and the system pool may grow to {nodes}{(more == 0 ? "" : $", and upgrades add {more}")}";
            nodes += more;
            // Nodes may use half of a network; the rest is for public and endpoint subnets.
            var room = perNode == 0 ? nodes : ((range.Size / 2) - cloud.ReservedAddresses) / perNode;
            if (nodes > room)
            {
                yield return Finding.Error(
                    "CLU011", $"{cluster.Path}.network.cidr",
                    $"\"{network}\" has room for {Nodes(room)}, but {growth}. " +
                    $"{(range.Size < 1 << 16 ? "Give a larger network, at most /16, or lower max." : "Lower max.")}")
                    with { ComparedWith = limits };
            }

            if (pods is not null && Ipv4Range.OfNetwork(pods.Cidr) is { } space && space.Size >= pods.AddressesPerNode
                && nodes > space.Size / pods.AddressesPerNode)
            {
                yield return Finding.Error(
                    "CLU011", $"{cluster.Path}.{pods.Member}",
                    $"\"{pods.Cidr}\" has room for {Nodes(space.Size / pods.AddressesPerNode)} with a /24 each, but {growth}. Give a " +
                    "larger network, or lower max.") with { ComparedWith = limits };
            }
        }
    }
}
