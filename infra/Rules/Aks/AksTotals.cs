using System.Collections.Immutable;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Aks;

/// <summary>CLU142: an AKS cluster has no more nodes than its tier supports, and no more pools than AKS allows.</summary>
public sealed class AksTotals : ISpecRule
{
    // "Service quotas and limits": 100 pools, one of them the system pool
    // (https://learn.microsoft.com/azure/aks/quotas-skus-regions#service-quotas-and-limits). Those of Karpenter are not pools of AKS.
    private const int MostPools = 99;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            // https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers
            var most = cluster.Tier == AksTier.Free ? 1000 : 5000;
            var nodes = cluster.Pools.Select(pool => pool.MostNodes).Append(cluster.SystemPool.Max).Sum(max => (long)Math.Max(0, max));
            if (nodes > most)
            {
                ImmutableArray<string> limits = [.. cluster.Pools.Select(pool => $"{pool.Path}.max"), $"{cluster.Path}.systemPool.max"];
                yield return Finding.Error(
                    "CLU142", $"{cluster.Path}.pools",
                    $"the pools and the system pool may grow to {nodes} nodes together. Allowed in a cluster of the tier " +
                    $"{Spelling.Of(cluster.Tier)}: {most}. Lower max, or divide the work among clusters.") with { ComparedWith = limits };
            }

            var pools = cluster.Pools.Count(pool => pool.Provisioner == Provisioner.Managed);
            if (pools > MostPools)
            {
                yield return Finding.Error(
                    "CLU142", $"{cluster.Path}.pools",
                    $"there are {pools} pools. Allowed in a cluster: {MostPools} and the system pool.");
            }
        }
    }
}
