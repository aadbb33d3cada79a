using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.ControlPlanes;

/// <summary>CLU007: the Kubernetes version can be created, with the support that the cluster pays for.</summary>
public sealed class SupportedVersions : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var facts = Clouds.Of(cluster);
            var versions = facts.Versions;
            if (!versions.Contains(cluster.Version))
            {
                var releases = OnPremProfile.OpenShiftReleases.Where(release => versions.Contains(release.Value));
                yield return Finding.Error(
                    "CLU007", $"{cluster.Path}.version",
                    cluster.IsOpenShift
                        ? $"\"{cluster.VersionTitle}\" is not supported. Allowed: " +
                            $"{Spelling.List(releases.Select(release => release.Key))}, or the Kubernetes version in it: " +
                            $"{Spelling.List(versions)}."
                        : $"\"{cluster.Version}\" is not supported. Allowed: {Spelling.List(versions)}.");
            }
            else if (facts.Profile is { } cloud && cloud.ExtendedVersions.Contains(cluster.Version)
                && facts.ExtendedSupportSetting is { } setting)
            {
                yield return Finding.Error(
                    "CLU007", $"{cluster.Path}.version",
                    $"\"{cluster.Version}\" is past standard support, and the cluster has no extended support. Allowed: " +
                    $"{Spelling.List(versions.Except(cloud.ExtendedVersions))}; or set {setting}.");
            }
        }
    }
}
