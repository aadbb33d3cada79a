using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Storage;

/// <summary>CLU131: the region of a second copy of the backups is another region of the same cloud, and there is a copy.</summary>
public sealed class BackupRegions : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var facts = Clouds.Of(cluster);
            if (facts.BackupRegion is not { } region || facts.Profile is not { } cloud)
            {
                continue;
            }

            var path = $"{cluster.Path}.backupRegion";
            // Regions outside the borders are another rule's.
            var possible = facts.BackupRegions.Select(other => other.Name).ToList();
            var allowed = Spelling.List(facts.BackupRegions
                .Where(other => Jurisdictions.AnyHolds(platform.Sovereignty.Locations, other.Country)).Select(other => other.Name));
            if (!cloud.Regions.TryGetValue(region, out var known))
            {
                yield return Finding.Error(
                    "CLU131", path,
                    $"\"{region}\" is not an {cloud.Title} region in the catalogue.{Spelling.DidYouMean(region, possible)} " +
                    $"Allowed: {allowed}.");
            }
            else if (region == cluster.Region)
            {
                yield return Finding.Error(
                    "CLU131", path,
                    $"\"{region}\" is the cluster's own region, where the copy is anyway. Allowed: {allowed}; or remove backupRegion.");
            }
            else if (!possible.Contains(region))
            {
                yield return Finding.Error(
                    "CLU131", path,
                    $"\"{region}\" is in the cloud \"{known.Partition}\", and \"{cluster.Region}\" is not: nothing is copied from one " +
                    $"cloud to another. Allowed: {allowed}.")
                    with { ComparedWith = [$"{cluster.Path}.region"] };
            }
            else if (platform.Backup.ImmutableDays == 0)
            {
                yield return Finding.Error(
                    "CLU131", path,
                    $"\"{region}\" would hold the immutable copy, but backup.immutableDays is 0, so there is none. Allowed: " +
                    $"immutableDays of {platform.Backup.RetentionDays} (retentionDays) or more; or remove backupRegion.")
                    with { ComparedWith = ["backup.immutableDays"] };
            }
        }
    }
}
