using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV003: no law outside the declared jurisdictions applies to the operator of a cluster's location, including its parent
/// company.</summary>
public sealed class OperatorsInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var allowed = platform.Sovereignty.Operators;
        if (!KnownJurisdictions.AreKnown(allowed))
        {
            yield break;
        }

        foreach (var cluster in platform.Clusters)
        {
            if (Place.Of(platform, cluster) is not { } place)
            {
                continue;
            }

            var outside = place.Operator.Outside(allowed).ToList();
            if (outside.Count > 0)
            {
                yield return Finding.Error(
                    "SOV003", $"{cluster.Path}.region",
                    $"\"{cluster.Region}\" is operated by {place.Operator.Name}, which is subject to the law of " +
                    $"{Spelling.List(outside)}; this platform allows {Spelling.List(allowed)} ({place.Operator.Source}).")
                    with { ComparedWith = ["sovereignty.operators", .. platform.Sites.Select((_, index) => $"sites[{index}].operator")] };
            }
        }
    }
}
