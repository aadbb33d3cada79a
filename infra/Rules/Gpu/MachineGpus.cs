using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Gpu;

/// <summary>GPU001: the GPUs that a pool states are those of its machine type.</summary>
public sealed class MachineGpus : ISpecRule
{
    private static IEnumerable<string> Selling(CloudProfile cloud, ClusterSpec cluster) =>
        cloud.Machines.Values
            .Where(machine => machine.Gpu is not null && machine.IsSoldIn(cluster.Region))
            .Select(machine => machine.Name);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = cluster.Cloud;
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            {
                if (pool.Gpu is not { } gpu || !cloud.Machines.TryGetValue(pool.Machine, out var machine))
                {
                    continue;
                }

                // GPU120 says what a machine with Neuron devices has instead.
                if (machine.Neuron is not null)
                {
                    continue;
                }

                if (machine.Gpu is null)
                {
                    yield return Finding.Error(
                        "GPU001", $"{pool.Path}.gpu",
                        $"{machine.Name} has no GPU. Leave gpu out, or choose a machine with one: " +
                        $"{Spelling.List(Selling(cloud, cluster))}.");
                    continue;
                }

                if (gpu.Model is not null && gpu.Model != machine.Gpu.Id)
                {
                    yield return Finding.Error(
                        "GPU001", $"{pool.Path}.gpu.model",
                        $"\"{gpu.Model}\" is not the GPU of {machine.Name}. Allowed: {machine.Gpu.Id}, or leave it out.");
                }

                if (gpu.Count is not null && gpu.Count != machine.GpuCount)
                {
                    yield return Finding.Error(
                        "GPU001", $"{pool.Path}.gpu.count",
                        $"{machine.Name} does not have {gpu.Count} GPUs. Allowed: {machine.GpuCount}, or leave it out.");
                }
            }
        }
    }
}
