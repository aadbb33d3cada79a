using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU007: the Kubernetes version can be created.</summary>
public sealed class SupportedVersions : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var versions = Clouds.Of(cluster)?.Versions ?? OnPremProfile.Versions;
            if (!versions.Contains(cluster.Version))
                yield return Finding.Error(
                    "CLU007", $"{cluster.Path}.version",
                    $"\"{cluster.Version}\" is not supported. Allowed: {Spelling.List(versions)}.");
        }
    }
}
