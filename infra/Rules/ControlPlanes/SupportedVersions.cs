using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.ControlPlanes;

/// <summary>CLU007: the Kubernetes version can be created, with the support that the cluster pays for.</summary>
public sealed class SupportedVersions : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var cloud = Clouds.Of(cluster);
            var versions = cloud?.Versions ?? OnPremProfile.Versions;
            if (!versions.Contains(cluster.Version))
                yield return Finding.Error(
                    "CLU007", $"{cluster.Path}.version",
                    $"\"{cluster.Version}\" is not supported. Allowed: {Spelling.List(versions)}.");
            else if (cloud?.ExtendedVersions.Contains(cluster.Version) == true && WithExtendedSupport(cluster) is { } setting)
                yield return Finding.Error(
                    "CLU007", $"{cluster.Path}.version",
                    $"\"{cluster.Version}\" is past standard support, and the cluster has no extended support. Allowed: " +
                    $"{Spelling.List(versions.Except(cloud.ExtendedVersions))}; or set {setting}.");
        }
    }

    // The setting that buys it; nothing where the cluster has it.
    private static string? WithExtendedSupport(ClusterSpec cluster) => cluster switch
    {
        EksClusterSpec { Support: EksSupport.Standard } => "support to extended",
        AksClusterSpec { Tier: not AksTier.Premium } => "tier to premium",
        _ => null,
    };
}
