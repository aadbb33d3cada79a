using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Eks;

/// <summary>CLU112: a pod is not answered by Karpenter and by the cluster autoscaler, each of which would start a node for it.</summary>
public sealed class OneAutoscaler : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            foreach (var pool in cluster.Pools.Where(pool => pool.Provisioner == Provisioner.Karpenter))
            {
                var other = cluster.Pools.FirstOrDefault(other =>
                    other.Provisioner == Provisioner.Managed && AnswersTheSame(cluster, pool, other));
                if (other is not null)
                {
                    yield return Finding.Error(
                        "CLU112", $"{pool.Path}.provisioner",
                        $"Karpenter and the cluster autoscaler would both start a node for the same pod: this pool and \"{other.Name}\", " +
                        "which is managed, have the same GPUs, taints and labels. Allowed: managed, or a taint or a label that only one " +
                        "of them has.");
                }
            }
        }
    }

    // Taints keep pods away, and a pod that selects a label means one of the pools; the label with a pool's name is on all of them.
    private static bool AnswersTheSame(EksClusterSpec cluster, EksNodePoolSpec pool, EksNodePoolSpec other)
    {
        var cloud = Clouds.Of(cluster);
        var (gpu, otherGpu) = (cloud.Gpu(pool), cloud.Gpu(other));
        return (gpu?.Model, gpu?.ResourceName, cloud.Machine(pool)?.Neuron)
                == (otherGpu?.Model, otherGpu?.ResourceName, cloud.Machine(other)?.Neuron)
            && pool.Taints.ToHashSet().SetEquals(other.Taints)
            && pool.Labels.SequenceEqual(other.Labels);
    }
}
