using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Gpu;

namespace Infra.Rules.Gpu;

/// <summary>GPU003: a pool uses only MIG profiles that its GPU model has.</summary>
public sealed class MigProfiles : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            foreach (var pool in cluster.NodePools)
            {
                if (Clouds.Of(cluster).Gpu(pool) is not { Sharing: MigGpu mig } node ||
                    node.Model.MigProfiles.Any(profile => profile.Name == mig.Profile))
                {
                    continue;
                }

                yield return node.Model.MigProfiles.IsEmpty
                    ? Finding.Error(
                        "GPU003", $"{pool.Path}.gpu.sharing.mode",
                        $"{node.Model.Title} does not support MIG. Allowed: exclusive, time-slicing, mps.")
                    : Finding.Error(
                        "GPU003", $"{pool.Path}.gpu.sharing.profile",
                        $"{node.Model.Title} has no MIG profile \"{mig.Profile}\". Allowed: " +
                        $"{Spelling.List(node.Model.MigProfiles.Select(profile => profile.Name))}.");
            }
        }
    }
}
