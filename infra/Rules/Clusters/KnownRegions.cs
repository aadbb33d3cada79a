using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU006: a cluster's region is one of its cloud, or a site of the stack.</summary>
public sealed class KnownRegions : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var (what, known) = Clouds.Of(cluster) is { } cloud
                ? ($"a region of {cloud.Title} that the catalogue knows", cloud.Regions.Keys.ToList())
                : ("a site of ai-platform:sites", platform.Sites.Select(site => site.Name).ToList());
            if (!known.Contains(cluster.Region))
                yield return Finding.Error(
                    "CLU006", $"{cluster.Path}.region",
                    $"\"{cluster.Region}\" is not {what}.{Spelling.DidYouMean(cluster.Region, known)} Allowed: {Spelling.List(known)}.");
        }
    }
}
