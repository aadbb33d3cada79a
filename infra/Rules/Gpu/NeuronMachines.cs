using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Gpu;

/// <summary>GPU120: a pool of Inferentia or Trainium machines describes no GPU, and so shares none: its devices are divided by
/// cores.</summary>
public sealed class NeuronMachines : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            foreach (var pool in cluster.NodePools)
            {
                if (pool.Gpu is not null && Clouds.Of(cluster) is var cloud && cloud.Neuron(pool) is { } node)
                {
                    yield return Finding.Error(
                        "GPU120", $"{pool.Path}.gpu",
                        $"{cloud.Machine(pool)!.Name} has no GPU but {node.Count} x {node.Model.Title}, which no setting of gpu shares. " +
                        $"Leave gpu out; pods that need less than a device request {NeuronNode.CoreResource}.");
                }
            }
        }
    }
}
