using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV100: copies of backups are in a declared jurisdiction. Who operates the place of a copy operates that of the cluster as
/// well, because a copy stays in the partition of its cluster.</summary>
public sealed class CopiesInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (!KnownJurisdictions.AreKnown(platform.Sovereignty.Locations))
        {
            yield break;
        }

        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            if (cluster.BackupCopy is { } copy && AwsProfile.Profile.Regions.TryGetValue(copy.Region, out var region)
                && !Jurisdictions.AnyHolds(platform.Sovereignty.Locations, region.Country))
            {
                yield return Finding.Error(
                    "SOV100", $"{cluster.Path}.backupCopy.region",
                    $"\"{copy.Region}\" is in {region.Country}; this platform allows {Spelling.List(platform.Sovereignty.Locations)}. " +
                    $"Allowed AWS regions: {Spelling.List(RegionsFor(platform, cluster))}.")
                    with { ComparedWith = ["sovereignty.locations"] };
            }
        }
    }

    /// <summary>Regions that a copy of a cluster's backups can be in: those of its partition inside the borders.</summary>
    internal static IEnumerable<string> RegionsFor(PlatformSpec platform, EksClusterSpec cluster) =>
        from region in AwsProfile.Profile.Regions.Values
        where region.Partition == AwsProfile.Profile.Regions.GetValueOrDefault(cluster.Region)?.Partition
            && Jurisdictions.AnyHolds(platform.Sovereignty.Locations, region.Country)
        select region.Name;
}
