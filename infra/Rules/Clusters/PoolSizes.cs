using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU016: pool sizes are consistent.</summary>
public sealed class PoolSizes : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.SelectMany(cluster => cluster.NodePools))
        {
            if (pool is OnPremNodePoolSpec { Nodes: < 1 or > 5000 } fixedPool)
                // Kubernetes itself ends at 5000 nodes (https://kubernetes.io/docs/setup/best-practices/cluster-large/).
                yield return Finding.Error("CLU016", $"{pool.Path}.nodes", $"{fixedPool.Nodes} nodes are no pool. Allowed: 1 to 5000.");
            if (pool is not CloudNodePoolSpec cloud)
                continue;
            if (cloud.Max is < 1 or > 1000)
                yield return Finding.Error("CLU016", $"{pool.Path}.max", $"{cloud.Max} nodes are no upper limit. Allowed: 1 to 1000.");
            if (cloud.Min < 0 || cloud.Min > Math.Max(cloud.Max, 0))
                yield return Finding.Error(
                    "CLU016", $"{pool.Path}.min",
                    $"{cloud.Min} is no lower limit. Allowed: 0 to max, which is {cloud.Max}.") with { ComparedWith = [$"{pool.Path}.max"] };
            // The system and one large image need 50; an OS disk of Azure has at most 4,095
            // (https://learn.microsoft.com/azure/virtual-machines/managed-disks-overview#os-disk).
            if (cloud.DiskGiB is < 50 or > 4095)
                yield return Finding.Error("CLU016", $"{pool.Path}.diskGiB", $"{cloud.DiskGiB} GiB are no root disk. Allowed: 50 to 4095.");
        }
    }
}
