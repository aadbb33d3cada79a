using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Accounts;

/// <summary>What a stack has in AWS: a cluster, or the copy of its backups.</summary>
/// <param name="Account">Its account; absent: that of whoever runs the program.</param>
/// <param name="Region">Its region.</param>
/// <param name="Path">The part of the stack file that names account and region.</param>
internal sealed record AwsPlace(string? Account, string Region, string Path)
{
    /// <summary>The partition; null if the catalogue does not know the region, which another rule reports.</summary>
    internal string? Partition => AwsProfile.Profile.Regions.GetValueOrDefault(Region)?.Partition;

    /// <summary>The account as a message names it.</summary>
    internal string Title => Account is null ? "that of whoever runs the program" : $"\"{Account}\"";

    /// <summary>All places of a stack, clusters first.</summary>
    internal static ImmutableArray<AwsPlace> Of(PlatformSpec platform)
    {
        var clusters = platform.Clusters.OfType<EksClusterSpec>().ToList();
        return
        [
            .. clusters.Select(cluster => new AwsPlace(cluster.Account, cluster.Region, cluster.Path)),
            .. from cluster in clusters
               let copy = cluster.BackupCopy
               where copy is not null
               select new AwsPlace(copy.Account, copy.Region, $"{cluster.Path}.backupCopy"),
        ];
    }
}
