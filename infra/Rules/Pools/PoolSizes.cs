using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU016: pool sizes, and the prices of their nodes, are consistent.</summary>
public sealed class PoolSizes : ISpecRule
{
    /// <summary>The maximum number of nodes of a pool: the limit of AKS, the lower of both clouds.</summary>
    internal const int MostNodes = 1000;

    /// <summary>The minimum root disk in GiB: room for the operating system and one large image.</summary>
    internal const int LeastGiB = 50;

    /// <summary>The maximum root disk in GiB: the limit of Azure, the lower of both clouds
    /// (https://learn.microsoft.com/azure/virtual-machines/managed-disks-overview#os-disk).</summary>
    internal const int MostGiB = 4095;

    private const int MostCents = 100_000_000;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var (cluster, pool) in platform.Clusters.SelectMany(cluster => cluster.NodePools, (cluster, pool) => (cluster, pool)))
        {
            if (pool is not CloudNodePoolSpec && pool.MostNodes is < 1 or > 5000)
            {
                // The limit of Kubernetes itself is 5000 nodes (https://kubernetes.io/docs/setup/best-practices/cluster-large/).
                yield return Finding.Error("CLU016", $"{pool.Path}.nodes", $"nodes is {pool.MostNodes}. Allowed: 1 to 5000.");
            }

            if (pool.NodeMonthlyCents is < 0 or > MostCents)
            {
                yield return Finding.Error(
                    "CLU016", $"{pool.Path}.nodeMonthlyCents",
                    $"nodeMonthlyCents is {pool.NodeMonthlyCents}. Allowed: 0 to {MostCents}.");
            }

            if (pool is not CloudNodePoolSpec cloud)
            {
                continue;
            }

            if (cloud.Max is < 1 or > MostNodes)
            {
                yield return Finding.Error("CLU016", $"{pool.Path}.max", $"max is {cloud.Max}. Allowed: 1 to {MostNodes}.");
            }

            if (cloud.Min < 0 || cloud.Min > Math.Max(cloud.Max, 0))
            {
                yield return Finding.Error(
                    "CLU016", $"{pool.Path}.min",
                    $"min is {cloud.Min}. Allowed: 0 to {cloud.Max} (max).") with { ComparedWith = [$"{pool.Path}.max"] };
            }

            if (cloud.DiskGiB is < LeastGiB or > MostGiB)
            {
                yield return Finding.Error(
                    "CLU016", $"{pool.Path}.diskGiB",
                    $"diskGiB is {cloud.DiskGiB}. Allowed: {LeastGiB} to {Math.Min(Clouds.Of(cluster).MostNodeDiskGiB(cloud), MostGiB)}.");
            }
        }
    }
}
