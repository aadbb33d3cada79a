using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Gpu;

namespace Infra.Rules.Gpu;

/// <summary>GPU005: there is exactly one owner of the driver, and it is possible on the platform.</summary>
public sealed class DriverOwners : ISpecRule
{
    private static string Word(GpuDriverOwner owner) => owner == GpuDriverOwner.Operator ? "operator" : "node-image";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var (cloud, agreed) = (Clouds.Of(cluster), true);
            foreach (var pool in cluster.NodePools)
            {
                if (cloud.Gpu(pool) is { } node && cloud.OnlyDriverOwner(pool) is var (owner, reason) &&
                    node.DriverOwner != owner)
                {
                    agreed = false;
                    yield return Finding.Error(
                        "GPU005", $"{pool.Path}.gpu.driver", $"{reason}. Allowed: {Word(owner)}, or leave it out.");
                }
            }

            if (agreed && cloud.GpuDriverOwners.Length > 1)
            {
                var pools = cluster.NodePools.Where(pool => cloud.Gpu(pool) is not null)
                    .Select(pool => $"{pool.Name} {Word(cloud.Gpu(pool)!.DriverOwner)}");
                yield return Finding.Error(
                    "GPU005", $"{cluster.Path}.pools",
                    $"the GPU pools disagree on who installs the driver ({Spelling.List(pools)}), but one GPU Operator with one setting " +
                    "serves the whole cluster. Allowed: the same gpu.driver for all GPU pools of a cluster.");
            }
        }
    }
}
