using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Pools;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Aks;

/// <summary>CLU066: an ephemeral OS disk fits on the temporary disk of the machine.</summary>
public sealed class EphemeralDisks : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.OfType<AksClusterSpec>().SelectMany(cluster => cluster.Pools))
        {
            if (pool is { OsDisk: OsDisk.Ephemeral, Provisioner: Provisioner.Managed }
                && AzureProfile.Profile.Machines.GetValueOrDefault(pool.Machine) is { TemporaryDiskGiB: var size } && pool.DiskGiB > size)
            {
                yield return Finding.Error(
                    "CLU066", $"{pool.Path}.diskGiB",
                    $"diskGiB is {pool.DiskGiB}, but osDisk is ephemeral and the temporary disk of {pool.Machine} has {size} GiB. " +
                    $"Allowed: {PoolSizes.LeastGiB} to {Math.Min(size, SystemDisks.LargestGiB)}, or set osDisk to managed.");
            }
        }
    }
}
