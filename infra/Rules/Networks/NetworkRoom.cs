using System.Collections.Immutable;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Pools;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Pools;

namespace Infra.Rules.Networks;

/// <summary>CLU011: a cluster's network has room for the largest number of nodes, on EKS with the prefixes that their pods take.</summary>
public sealed class NetworkRoom : ISpecRule
{
    // A node's own address and four prefixes of 16: 64 pods, more than a GPU node runs, with one warm prefix
    // (https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html).
    internal const int PrefixAddresses = 65;

    internal static string Nodes(long number) => number == 1 ? "1 node" : $"{number} nodes";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (Networks.Of(cluster) is not { } network || Ipv4Range.OfNetwork(network) is not { Size: >= 1 << 8 and <= 1 << 16 } range)
                continue;
            var nodes = cluster.NodePools.OfType<CloudNodePoolSpec>().Select(pool => pool.Max)
                .Append(SystemPools.Of(cluster)?.Max ?? 0)
                .Sum(max => (long)Math.Max(0, max));
            ImmutableArray<string> limits = [.. cluster.NodePools.Select(pool => $"{pool.Path}.max"), $"{cluster.Path}.systemPool.max"];
            var perNode = cluster switch { EksClusterSpec => PrefixAddresses, AksClusterSpec => 1, _ => 0 };
            // Nodes may use half of a network; the rest is for public and endpoint subnets.
            if (perNode * nodes > range.Size / 2)
                yield return Finding.Error(
                    "CLU011", $"{cluster.Path}.network.cidr",
                    $"\"{network}\" has room for {Nodes(range.Size / 2 / perNode)}, but the pools and the system pool may grow to " +
                    $"{nodes}. Give a larger network, at most /16, or lower max.") with { ComparedWith = limits };
            if (cluster is AksClusterSpec aks && Ipv4Range.OfNetwork(aks.Network.PodCidr) is { Size: >= 1 << 8 } pods && nodes > pods.Size >> 8)
                yield return Finding.Error(
                    "CLU011", $"{cluster.Path}.network.podCidr", $"\"{aks.Network.PodCidr}\" has room for {Nodes(pods.Size >> 8)} with a " +
                    $"/24 each, but the pools and the system pool may grow to {nodes}.") with { ComparedWith = limits };
        }
    }
}
