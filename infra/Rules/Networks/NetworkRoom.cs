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
            var (perNode, pods) = (Clouds.Of(cluster).AddressesPerNode, Clouds.Of(cluster).PodNetwork);
            // Nodes may use half of a network; the rest is for public and endpoint subnets.
            if (perNode * nodes > range.Size / 2)
            {
                yield return Finding.Error(
                    "CLU011", $"{cluster.Path}.network.cidr",
                    $"\"{network}\" has room for {Nodes(range.Size / 2 / perNode)}, but the pools and the system pool may grow to " +
                    $"{nodes}. Give a larger network, at most /16, or lower max.") with { ComparedWith = limits };
            }

            if (pods is not null && Ipv4Range.OfNetwork(pods.Cidr) is { } space && space.Size >= pods.AddressesPerNode
                && nodes > space.Size / pods.AddressesPerNode)
            {
                yield return Finding.Error(
                    "CLU011", $"{cluster.Path}.{pods.Member}",
                    $"\"{pods.Cidr}\" has room for {Nodes(space.Size / pods.AddressesPerNode)} with a /24 each, but the pools and " +
                    $"the system pool may grow to {nodes}.") with { ComparedWith = limits };
            }
        }
    }
}
