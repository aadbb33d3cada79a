using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU069: AKS keeps its three newest versions in ordinary support; an older one is offered with long-term support alone, which
/// comes with the tier premium (https://learn.microsoft.com/azure/aks/long-term-support).</summary>
public sealed class LongTermSupport : ISpecRule
{
    private const int OrdinaryVersions = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var ordinary = AzureProfile.Profile.Versions.TakeLast(OrdinaryVersions).ToList();
        return from cluster in platform.Clusters.OfType<AksClusterSpec>()
               where cluster.Tier != AksTier.Premium && AzureProfile.Profile.Versions.Contains(cluster.Version) && !ordinary.Contains(cluster.Version)
               select Finding.Error(
                   "CLU069", $"{cluster.Path}.tier",
                   $"{(cluster.Tier == AksTier.Free ? "free" : "standard")} does not support {cluster.Version} any more, but premium does. " +
                   $"Allowed: premium, or one of the versions {Spelling.List(ordinary)}.");
    }
}
