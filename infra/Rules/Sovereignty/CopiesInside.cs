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
    public IEnumerable<Finding> Check(PlatformSpec platform) => !KnownJurisdictions.AreKnown(platform.Sovereignty.Locations)
        ? []
        : from cluster in platform.Clusters.OfType<CloudClusterSpec>()
          let copy = cluster.SecondBackups
          where copy is not null
          let region = cluster.Cloud.Regions.GetValueOrDefault(copy.Region)
          where region is not null && !Jurisdictions.AnyHolds(platform.Sovereignty.Locations, region.Country)
          select Finding.Error(
              "SOV100", $"{cluster.Path}.backupCopy.region",
              $"\"{copy.Region}\" is in {region.Country}; this platform allows {Spelling.List(platform.Sovereignty.Locations)}. " +
              $"Allowed {cluster.Cloud.Title} regions: {Spelling.List(RegionsFor(platform, cluster))}.")
              with { ComparedWith = ["sovereignty.locations"] };

    /// <summary>Regions that the second copy of a cluster's backups can be in: those of its partition inside the borders; not its own,
    /// where the copy names nobody else who would hold it.</summary>
    internal static IEnumerable<string> RegionsFor(PlatformSpec platform, CloudClusterSpec cluster)
    {
        var own = cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)?.Partition;
        return
            from region in cluster.Cloud.Regions.Values
            where region.Partition == (own ?? region.Partition)
                && (cluster.SecondBackups?.Owner is not null || region.Name != cluster.Region)
                && Jurisdictions.AnyHolds(platform.Sovereignty.Locations, region.Country)
            select region.Name;
    }
}
