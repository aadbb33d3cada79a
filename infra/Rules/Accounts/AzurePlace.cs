using System.Collections.Immutable;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Accounts;

/// <summary>What a stack has in Azure: a cluster, the copy of its backups in another subscription, or the registration of a
/// site.</summary>
/// <param name="Subscription">Its subscription; absent: that of whoever runs the program.</param>
/// <param name="Path">The part of the stack file that names the subscription.</param>
internal sealed record AzurePlace(string? Subscription, string Path)
{
    /// <summary>All places of a stack, clusters first.</summary>
    internal static ImmutableArray<AzurePlace> Of(PlatformSpec platform)
    {
        var clusters = platform.Clusters.OfType<AksClusterSpec>().ToList();
        return
        [
            .. clusters.Select(cluster => new AzurePlace(cluster.Subscription, cluster.Path)),
            .. from cluster in clusters
               let subscription = cluster.BackupCopy?.Subscription
               where subscription is not null
               select new AzurePlace(subscription, $"{cluster.Path}.backupCopy"),
            .. from site in platform.Clusters.OfType<OnPremClusterSpec>()
               let arc = site.Arc
               where arc is not null
               select new AzurePlace(arc.Subscription, $"{site.Path}.arc"),
        ];
    }
}
