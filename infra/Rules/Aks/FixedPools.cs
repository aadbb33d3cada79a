using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Aks;

/// <summary>CLU113: beside a pool of Karpenter, a managed pool of AKS has a fixed size: AKS runs either its cluster autoscaler or
/// Karpenter.</summary>
/// <remarks>Azure/AKS#5412: both together need the feature AllowClusterAutoscalerAndNAP, which is there to move from one to the other, in
/// the public cloud only (https://learn.microsoft.com/azure/aks/migrate-from-autoscaler-to-node-auto-provisioning).</remarks>
public sealed class FixedPools : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            if (cluster.Pools.FirstOrDefault(pool => pool.Provisioner == Provisioner.Karpenter) is not { } karpenter)
            {
                continue;
            }

            foreach (var pool in cluster.Pools.Where(pool => pool.Provisioner == Provisioner.Managed && pool.Min != pool.Max))
            {
                yield return Finding.Error(
                    "CLU113", $"{pool.Path}.min",
                    $"min is {pool.Min} and max is {pool.Max}, but AKS does not run its cluster autoscaler beside Karpenter, which pool " +
                    $"\"{karpenter.Name}\" uses. Allowed: {pool.Max} (max), or set provisioner to karpenter.") with
                {
                    ComparedWith = [$"{pool.Path}.max"],
                };
            }
        }
    }
}
