using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Names;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Backups;
using Infra.Specification.Clusters;

namespace Infra.Rules.Storage;

/// <summary>CLU103: the second copy of a cluster's backups is in another account or, in Azure, at least in another region, where it can be
/// copied to. CLU106: the name of a bucket is one.</summary>
public sealed class BackupCopies : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            if (cluster is EksClusterSpec { BackupBucket: { } bucket } && !IsBucket(bucket))
            {
                yield return Finding.Error(
                    "CLU106", $"{cluster.Path}.backupBucket",
                    $"\"{bucket}\" is not the name of a bucket. Allowed: 3 to 63 lower-case letters, digits and hyphens, beginning and " +
                    "ending with a letter or digit.");
            }

            if (cluster.SecondBackups is { } copy)
            {
                var facts = Clouds.Of(cluster);
                foreach (var finding in (Finding?[])
                    [Account(platform, cluster, facts), Region(platform, cluster, copy), Immutable(platform, cluster, copy, facts)])
                {
                    if (finding is not null)
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    private static Finding? Account(PlatformSpec platform, CloudClusterSpec cluster, CloudFacts facts)
    {
        if (facts.CopyAccount is not { } other)
        {
            return null;
        }

        if (!other.Fits)
        {
            return Wrong(cluster, other.Member, $"\"{other.Value}\" is not {other.Form}.");
        }

        if (facts.Account is not { } own)
        {
            return Finding.Error(
                "CLU103", $"{cluster.Path}.{other.Member}",
                $"{other.Member} is missing, but backupCopy names another one, and only another one is worth something. Give the " +
                $"cluster's {other.Member}.");
        }

        if (own.Value.Equals(other.Value, StringComparison.OrdinalIgnoreCase))
        {
            return Wrong(
                cluster, other.Member,
                $"\"{other.Value}\" is the cluster's own {own.Member}, whose administrators could destroy both. Allowed: another " +
                $"{own.Member}.")
                with { ComparedWith = [$"{cluster.Path}.{own.Member}"] };
        }

        // Storage accounts here refuse to replicate to another tenant
        // (https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies).
        return platform.AzureTenant(own.Value) is { } tenant && platform.AzureTenant(other.Value) is { } foreign
            && !tenant.Equals(foreign, StringComparison.OrdinalIgnoreCase)
            ? Wrong(
                cluster, other.Member,
                $"\"{other.Value}\" is in the tenant {foreign}, and the cluster in {tenant}: backups are not copied from one to the " +
                $"other. Allowed: another {own.Member} of the cluster's tenant.")
                with
                {
                    ComparedWith =
                        [$"{cluster.Path}.{own.Member}", .. platform.Accounts.Select((_, index) => $"accounts[{index}].tenant")],
                }
            : null;
    }

    private static Finding? Region(PlatformSpec platform, CloudClusterSpec cluster, BackupCopySpec copy)
    {
        var regions = cluster.Cloud.Regions;
        var allowed = CopiesInside.RegionsFor(platform, cluster).ToList();
        if (!regions.TryGetValue(copy.Region, out var region))
        {
            return Wrong(
                cluster, "region",
                $"\"{copy.Region}\" is not an {cluster.Cloud.Title} region in the catalogue." +
                $"{Spelling.DidYouMean(copy.Region, allowed)} Allowed: {Spelling.List(allowed)}.");
        }

        if (copy.Owner is null && copy.Region == cluster.Region)
        {
            return Wrong(
                cluster, "region",
                $"\"{copy.Region}\" is the cluster's own region, where the copy is anyway. Allowed: {Spelling.List(allowed)}; or another " +
                "subscription; or remove backupCopy.")
                with { ComparedWith = [$"{cluster.Path}.region"] };
        }

        return regions.GetValueOrDefault(cluster.Region) is { } own && own.Partition != region.Partition
            ? Wrong(
                cluster, "region",
                $"\"{copy.Region}\" is in {region.Partition}, and the cluster in {own.Partition}: backups are not copied from one to the " +
                $"other. Allowed: {Spelling.List(allowed)}.")
                with { ComparedWith = [$"{cluster.Path}.region"] }
            : null;
    }

    private static Finding? Immutable(
        PlatformSpec platform, CloudClusterSpec cluster, BackupCopySpec copy, CloudFacts facts) =>
        facts.CopyIsTheImmutableOne && platform.Backup.ImmutableDays == 0
            ? Finding.Error(
                "CLU103", $"{cluster.Path}.backupCopy",
                $"{copy.Region} would hold the immutable copy, but backup.immutableDays is 0, so there is none. Allowed: " +
                $"immutableDays of {platform.Backup.RetentionDays} (retentionDays) or more; or remove backupCopy.")
                with { ComparedWith = ["backup.immutableDays"] }
            : null;

    private static Finding Wrong(CloudClusterSpec cluster, string member, string message) =>
        Finding.Error("CLU103", $"{cluster.Path}.backupCopy.{member}", message);

    // A dot would break TLS to the bucket's own host name.
    private static bool IsBucket(string name) => BucketNames.Fits(name) && !name.Contains('.', StringComparison.Ordinal);
}
