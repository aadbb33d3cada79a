using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.AddOns;

/// <summary>ADD002: a cluster can run its add-ons.</summary>
public sealed class Obstacles : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        from addOn in AddOn.Of(cluster)
        let obstacle = addOn.Obstacle(Clouds.Of(cluster))
        where obstacle is not null
        select Finding.Error("ADD002", $"{cluster.Path}.addOns.{addOn.Key}", obstacle);
}
