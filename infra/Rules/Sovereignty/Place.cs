using Infra.Catalogue;
using Infra.Facts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Sovereignty;

/// <summary>The location of a cluster and its operator: a cloud region or a site of the stack.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Operator">Who operates it.</param>
internal sealed record Place(string Country, Operator Operator)
{
    /// <summary>The place of a cluster; null if its region is unknown, which another rule reports.</summary>
    internal static Place? Of(PlatformSpec platform, ClusterSpec cluster)
    {
        if (Clouds.Of(cluster).Profile is { } cloud)
        {
            return cloud.Regions.TryGetValue(cluster.Region, out var region) ? new Place(region.Country, region.Operator) : null;
        }

        var site = platform.Sites.FirstOrDefault(site => site.Name == cluster.Region);
        return site is null ? null : new Place(site.Country, new Operator(site.Name, [site.Operator], "ai-platform:sites"));
    }
}
