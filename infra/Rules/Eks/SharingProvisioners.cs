using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Rules.Eks;

/// <summary>GPU006: a GPU is shared only if the provisioner and the operating system of the nodes support it.</summary>
public sealed class SharingProvisioners : ISpecRule
{
    private static readonly ImmutableArray<string> _cut =
        [.. GpuModels.All.Values.Where(model => model.BottlerocketName is not null).Select(model => model.Title)];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            foreach (var pool in cluster.Pools)
            {
                if (Clouds.Of(cluster).Gpu(pool) is not { } node || node.Sharing is ExclusiveGpu)
                {
                    continue;
                }

                var path = $"{pool.Path}.gpu.sharing.mode";
                if (pool.Provisioner == EksProvisioner.Karpenter)
                {
                    yield return Finding.Error(
                        "GPU006", path,
                        $"Karpenter does not know {node.ResourceName} and would start no node for it (kubernetes-sigs/karpenter#729). " +
                        "Allowed with karpenter: exclusive; to share GPUs, set provisioner to managed.");
                }

                if (pool.Ami == AmiFamily.Bottlerocket && node.Sharing is MigGpu && node.Model.MigProfiles.Length > 0 &&
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
