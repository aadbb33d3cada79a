using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV002: every cluster, including its data, keys, logs and backups, is in a declared jurisdiction; second copies of backups are
/// another rule's (SOV100).</summary>
public sealed class LocationsInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var allowed = platform.Sovereignty.Locations;
        if (!KnownJurisdictions.AreKnown(allowed))
        {
            yield break;
        }

        foreach (var cluster in platform.Clusters)
        {
            if (Place.Of(platform, cluster) is not { Country.Length: 2 } place || Jurisdictions.AnyHolds(allowed, place.Country))
            {
                continue;
            }

            var inside = Clouds.Of(cluster).Profile is { } cloud
                ? $"{cloud.Title} regions: " +
                    Spelling.List(cloud.ClusterRegions.Where(name => Jurisdictions.AnyHolds(allowed, cloud.Regions[name].Country)))
                : "sites: " +
                    Spelling.List(platform.Sites.Where(site => Jurisdictions.AnyHolds(allowed, site.Country)).Select(site => site.Name));
            yield return Finding.Error(
                "SOV002", $"{cluster.Path}.region",
                $"\"{cluster.Region}\" is in {place.Country}; this platform allows {Spelling.List(allowed)}. Allowed {inside}.")
                with { ComparedWith = ["sovereignty.locations", .. platform.Sites.Select((_, index) => $"sites[{index}].country")] };
        }
    }
}
