using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU063: a Karpenter pool has no minimum size: Karpenter creates nodes for pending pods, and removes nodes that no pod
/// uses.</summary>
public sealed class KarpenterSizes : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.SelectMany(cluster => cluster.NodePools).OfType<CloudNodePoolSpec>())
        {
            if (pool is { Provisioner: Provisioner.Karpenter, Min: > 0 })
            {
                yield return Finding.Error(
                    "CLU063", $"{pool.Path}.min",
                    $"min is {pool.Min}, but Karpenter keeps no minimum: it removes nodes that no pod uses. Leave min out, or set " +
                    "provisioner to managed.");
            }
        }
    }
}
