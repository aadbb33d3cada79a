using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Pools;

/// <summary>CLU087: parallel pulls are set only where the platform configures the kubelet, and within what it allows.</summary>
public sealed class ParallelPulls : ISpecRule
{
    // registryBurst of the kubelet (https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/): above it, the kubelet refuses
    // pulls with "pull QPS exceeded".
    private const int Most = 10;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (cluster.ParallelPulls is not { } pulls)
            {
                continue;
            }

            if (Clouds.Of(cluster).ParallelPullsObstacle is { } obstacle)
            {
                yield return Finding.Error("CLU087", $"{cluster.Path}.parallelPulls", $"{obstacle}. Leave it out.");
            }
            else if (pulls is < 1 or > Most)
            {
                yield return Finding.Error(
                    "CLU087", $"{cluster.Path}.parallelPulls", $"parallelPulls is {pulls}. Allowed: 1 to {Most}.");
            }
        }
    }
}
