using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Gpu;

namespace Infra.Rules.Gpu;

/// <summary>GPU004: a GPU is shared by at least two pods, and by no more than the hardware supports.</summary>
public sealed class SharingReplicas : ISpecRule
{
    // MPS serves at most 48 clients on Volta and later (https://docs.nvidia.com/deploy/mps/when-to-use-mps.html); one limit for both modes
    // keeps them interchangeable.
    private const int Most = 48;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.SelectMany(cluster => cluster.NodePools))
        {
            var replicas = pool.Gpu?.Sharing switch { TimeSlicedGpu slices => slices.Replicas, MpsGpu slices => slices.Replicas, _ => 2 };
            if (replicas is < 2 or > Most)
            {
                yield return Finding.Error(
                    "GPU004", $"{pool.Path}.gpu.sharing.replicas",
                    $"replicas is {replicas}. Allowed: 2 to {Most}.");
            }
        }
    }
}
