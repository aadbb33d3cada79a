using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Rules.Gpu;

/// <summary>GPU006: a GPU is shared only if the provisioner and the operating system of the nodes support it.</summary>
public sealed class SharingProvisioners : ISpecRule
{
    private static readonly ImmutableArray<string> _cut =
        [.. GpuModels.All.Values.Where(model => model.BottlerocketName is not null).Select(model => model.Title)];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = Clouds.Of(cluster);
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            {
                if (cloud.Gpu(pool) is not { } node || node.Sharing is ExclusiveGpu)
                {
                    continue;
                }

                var path = $"{pool.Path}.gpu.sharing.mode";
                if (pool.Provisioner == Provisioner.Karpenter)
                {
                    // On AKS it counts the GPUs of the machine type (computeCapacity in pkg/providers/instancetype of
                    // Azure/karpenter-provider-azure), which shared ones are called there as well.
                    var reason = node.ResourceName == GpuNode.Resource
                        ? $"Karpenter counts {node.Count} {GpuNode.Resource} on a node that offers {node.Allocatable}, and would start " +
                            "too many nodes"
                        : $"Karpenter does not know {node.ResourceName} and would start no node for it (kubernetes-sigs/karpenter#729)";
                    yield return Finding.Error(
                        "GPU006", path,
                        $"{reason}. Allowed with karpenter: exclusive; to share GPUs, set provisioner to managed.");
                }

                // Of Bottlerocket alone.
                if (cloud.ImageAdvertisesGpus(pool) && node.Sharing is MigGpu && node.Model.MigProfiles.Length > 0 &&
                    node.Model.BottlerocketName is null)
                {
                    yield return Finding.Error(
                        "GPU006", path,
                        $"Bottlerocket does not support MIG on {node.Model.Title}, only on {Spelling.List(_cut)}. Allowed with " +
                        "bottlerocket: exclusive, time-slicing, mps; for MIG, set ami to al2023.");
                }
            }
        }
    }
}
