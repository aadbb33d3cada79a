using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.AddOns;

/// <summary>ADD100: the settings of an add-on are such as its chart, the cluster and services outside accept.</summary>
public sealed class SoundSettings : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        let context = Clouds.Context(platform, cluster)
        from addOn in AddOn.Of(cluster)
        where addOn.Obstacle(context.Cloud) is null
        from mistake in addOn.Mistakes(context)
        let member = mistake.Member.Length == 0 ? "" : $".{mistake.Member}"
        select new Finding("ADD100", mistake.Severity, $"{cluster.Path}.addOns.{addOn.Key}{member}", mistake.Text);
}
