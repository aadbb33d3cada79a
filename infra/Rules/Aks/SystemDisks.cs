using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Pools;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Aks;

/// <summary>CLU080: the OS disk of an AKS node is within the limit of AKS.</summary>
public sealed class SystemDisks : ISpecRule
{
    /// <summary>The largest disk in GiB (maximum of <c>osDiskSizeGB</c> in Microsoft.ContainerService).</summary>
    internal const int LargestGiB = 2048;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        from pool in cluster.Pools
        // Larger disks are reported by CLU016, and an ephemeral disk that does not fit by CLU066.
        where pool.DiskGiB is > LargestGiB and <= PoolSizes.MostGiB
            && (pool.OsDisk == OsDisk.Managed || pool.DiskGiB <= (Clouds.Of(cluster).Machine(pool)?.TemporaryDiskGiB ?? int.MaxValue))
        select Finding.Error(
            "CLU080", $"{pool.Path}.diskGiB",
            $"diskGiB is {pool.DiskGiB}. Allowed for an OS disk on AKS: {PoolSizes.LeastGiB} to {LargestGiB}; data and models belong on " +
            "a volume.");
}
