using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV002: every cluster, including its data, keys, logs and backups, is in a declared jurisdiction, and so is the region of a
/// second copy of its backups.</summary>
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
            if (Clouds.Of(cluster) is { BackupRegion: { } copy, Profile: { } profile } facts
                && profile.Regions.TryGetValue(copy, out var away) && !Jurisdictions.AnyHolds(allowed, away.Country))
            {
                var others = facts.BackupRegions.Where(region => Jurisdictions.AnyHolds(allowed, region.Country));
                yield return Finding.Error(
                    "SOV002", $"{cluster.Path}.backupRegion",
                    $"\"{copy}\" is in {away.Country}; this platform allows {Spelling.List(allowed)}. Allowed {profile.Title} regions: " +
                    $"{Spelling.List(others.Select(region => region.Name))}.")
                    with { ComparedWith = ["sovereignty.locations"] };
            }

            if (Place.Of(platform, cluster) is not { Country.Length: 2 } place || Jurisdictions.AnyHolds(allowed, place.Country))
            {
                continue;
            }

            var inside = Clouds.Of(cluster).Profile is { } cloud
                ? $"{cloud.Title} regions: " +
                    Spelling.List(
                        cloud.Regions.Values.Where(region => Jurisdictions.AnyHolds(allowed, region.Country)).Select(region => region.Name))
                : "sites: " +
                    Spelling.List(platform.Sites.Where(site => Jurisdictions.AnyHolds(allowed, site.Country)).Select(site => site.Name));
            yield return Finding.Error(
                "SOV002", $"{cluster.Path}.region",
                $"\"{cluster.Region}\" is in {place.Country}; this platform allows {Spelling.List(allowed)}. Allowed {inside}.")
                with { ComparedWith = ["sovereignty.locations", .. platform.Sites.Select((_, index) => $"sites[{index}].country")] };
        }
    }
}
