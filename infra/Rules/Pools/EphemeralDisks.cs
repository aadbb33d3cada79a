using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU066: an ephemeral operating system fits the temporary disk of the machine.</summary>
public sealed class EphemeralDisks : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.OfType<AksClusterSpec>().SelectMany(cluster => cluster.Pools))
            if (pool.OsDisk == OsDisk.Ephemeral
                && AzureProfile.Profile.Machines.GetValueOrDefault(pool.Machine) is { TemporaryDiskGiB: var size } && pool.DiskGiB > size)
                yield return Finding.Error(
                    "CLU066", $"{pool.Path}.diskGiB",
                    $"{pool.DiskGiB} GiB do not fit the temporary disk of {pool.Machine}, which has {size} GiB and takes an ephemeral osDisk. " +
                    $"Allowed: {PoolSizes.LeastGiB} to {Math.Min(size, SystemDisks.LargestGiB)}, or osDisk managed.");
    }
}
