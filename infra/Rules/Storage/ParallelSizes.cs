using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Storage;

/// <summary>CLU060: the platform sizes a parallel file system only on AKS; elsewhere the setting would have no effect.</summary>
public sealed class ParallelSizes : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (cluster.Storage.Parallel is { CapacityTiB: { } capacity } && Clouds.Of(cluster).ParallelSizeObstacle is { } obstacle)
            {
                yield return Finding.Error(
                    "CLU060", $"{cluster.Path}.storage.parallel.capacityTiB",
                    $"capacityTiB is {capacity}, but it applies only to AKS: {obstacle}. Leave it out.");
            }
        }
    }
}
