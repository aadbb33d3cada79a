using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Eks;

/// <summary>SOV005: a cluster without a route to the internet has a mirror.</summary>
public sealed class MirrorWhereIsolated : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Sovereignty.Registry is not null)
        {
            yield break;
        }

        foreach (var cluster in Isolated(platform))
        {
            yield return Finding.Error(
                "SOV005", $"{cluster.Path}.network.egress",
                "isolated nodes cannot reach the public registries. Set sovereignty.registry to your mirror, or egress to " +
                (cluster.Network.Existing is null ? "nat-per-zone or nat-single." : "existing."))
                with { ComparedWith = ["sovereignty.registry"] };
        }
    }

    /// <summary>The clusters without a route to the internet.</summary>
    internal static IEnumerable<EksClusterSpec> Isolated(PlatformSpec platform) =>
        platform.Clusters.OfType<EksClusterSpec>().Where(cluster => cluster.Network.Egress == EksEgress.Isolated);
}
