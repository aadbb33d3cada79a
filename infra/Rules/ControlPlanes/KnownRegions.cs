using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.ControlPlanes;

/// <summary>CLU006: a cluster's region is a region of its cloud, or a site of the stack.</summary>
public sealed class KnownRegions : ISpecRule
{
    // Where an unknown name does exist.
    private static string Elsewhere(PlatformSpec platform, ClusterSpec cluster) =>
        CloudProfile.All.FirstOrDefault(cloud => cloud.Regions.ContainsKey(cluster.Region)) is { } cloud
            ? $" It is an {cloud.Title} region."
        : platform.Sites.Any(site => site.Name == cluster.Region) ? " It is a site, which only clusters of kind on-prem can use."
        : "";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        ImmutableArray<string> sites = ["sites", .. platform.Sites.Select((_, index) => $"sites[{index}].name")];
        foreach (var cluster in platform.Clusters)
        {
            var cloud = Clouds.Of(cluster).Profile;
            var (what, known) = cloud is not null
                ? ($"an {cloud.Title} region in the catalogue", cloud.ClusterRegions.ToList())
                : ("a site in ai-platform:sites", platform.Sites.Select(site => site.Name).ToList());
            if (!known.Contains(cluster.Region) && cloud?.Regions.ContainsKey(cluster.Region) != true)
            {
                yield return Finding.Error(
                    "CLU006", $"{cluster.Path}.region",
                    $"\"{cluster.Region}\" is not {what}.{Elsewhere(platform, cluster)}" +
                    $"{Spelling.DidYouMean(cluster.Region, known)} Allowed: {Spelling.List(known)}.")
                    with { ComparedWith = cluster is CloudClusterSpec ? [] : sites };
            }
        }
    }
}
