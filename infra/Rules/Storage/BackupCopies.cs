using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Names;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Storage;

/// <summary>CLU103: the copy of a cluster's backups is in another account, where S3 can replicate to. CLU106: the name of a bucket is
/// one.</summary>
public sealed class BackupCopies : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            if (cluster.BackupBucket is { } bucket && !IsBucket(bucket))
            {
                yield return Finding.Error(
                    "CLU106", $"{cluster.Path}.backupBucket",
                    $"\"{bucket}\" is not the name of a bucket. Allowed: 3 to 63 lower-case letters, digits and hyphens, beginning and " +
                    "ending with a letter or digit.");
            }

            if (cluster.BackupCopy is not { } copy)
            {
                continue;
            }

            if (!AwsAccountId.Fits(copy.Account))
            {
                yield return Wrong("account", $"\"{copy.Account}\" is not {AwsAccountId.Form}.");
            }
            else if (cluster.Account is null)
            {
                yield return Finding.Error(
                    "CLU103", $"{cluster.Path}.account",
                    "account is missing, but backupCopy is given, and a copy is worth something only in another account. Give the " +
                    "cluster's account.");
            }
            else if (cluster.Account == copy.Account)
            {
                yield return Wrong(
                    "account",
                    $"\"{copy.Account}\" is the cluster's own account, whose administrators could destroy both. Allowed: another account.")
                    with { ComparedWith = [$"{cluster.Path}.account"] };
            }

            var regions = AwsProfile.Profile.Regions;
            var own = regions.GetValueOrDefault(cluster.Region);
            if (!regions.TryGetValue(copy.Region, out var region))
            {
                yield return Wrong(
                    "region",
                    $"\"{copy.Region}\" is not a known region of AWS. Allowed: {Allowed()}.");
            }
            else if (own is not null && own.Partition != region.Partition)
            {
                yield return Wrong(
                    "region",
                    $"\"{copy.Region}\" is in the partition {region.Partition}, and the cluster in {own.Partition}; S3 does not " +
                    $"replicate between partitions. Allowed: {Allowed()}.")
                    with { ComparedWith = [$"{cluster.Path}.region"] };
            }

            string Allowed() => Spelling.List(CopiesInside.RegionsFor(platform, cluster));
            Finding Wrong(string member, string message) => Finding.Error("CLU103", $"{cluster.Path}.backupCopy.{member}", message);
        }
    }

    // A dot would break TLS to the bucket's own host name.
    private static bool IsBucket(string name) => BucketNames.Fits(name) && !name.Contains('.', StringComparison.Ordinal);
}
