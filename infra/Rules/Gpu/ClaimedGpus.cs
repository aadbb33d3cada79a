using System.Globalization;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Rules.Gpu;

/// <summary>GPU124: where pods claim GPUs, nothing else gives them away, and nothing is asked of a pool that only the device plugin
/// does.</summary>
public sealed class ClaimedGpus : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.Where(cluster => cluster.AddOns.Any(addOn => addOn.ClaimsGpus)))
        {
            var cloud = Clouds.Of(cluster);
            foreach (var pool in cluster.NodePools)
            {
                if (cloud.Gpu(pool) is not { } node)
                {
                    continue;
                }

                if (node.ImageAdvertises)
                {
                    yield return Finding.Error(
                        "GPU124", pool.Path,
                        "a device plugin in the image of its nodes advertises the GPUs as well, so each would be given away twice where " +
                        "dra-driver has gpus: true. Choose another image, or leave gpus out.");
                }

                if (node.Sharing is TimeSlicedGpu or MpsGpu)
                {
                    yield return Finding.Error(
                        "GPU124", $"{pool.Path}.gpu.sharing",
                        "the device plugin shares GPUs in this way, and it is off where dra-driver has gpus: true. Allowed: mode " +
                        "exclusive or mig; pods share a GPU by naming one ResourceClaim.");
                }

                // Karpenter passes over pods with claims (ignoreDRARequests), and the cluster autoscaler knows of an empty group only the
                // resources in its tags.
                if (pool is CloudNodePoolSpec sized && sized.Min != sized.Max)
                {
                    yield return Finding.Error(
                        "GPU124", $"{pool.Path}.min",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{sized.Min} is not the max of {sized.Max}, and no autoscaler of the platform starts a node for a claim, ")
                        + "which is how pods ask where dra-driver has gpus: true. Give both the same number.");
                }
            }
        }
    }
}
