using System.Text.RegularExpressions;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Eks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Names;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Storage;

namespace Infra.Rules.Eks.Buckets;

/// <summary>CLU126: a bucket that pods see is a general-purpose bucket other than that of backups, for one claim, on a cluster that mounts
/// buckets.</summary>
public sealed partial class MountedBuckets : ISpecRule
{
    private const string Code = "CLU126";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var backups = platform.Clusters.OfType<EksClusterSpec>()
            .ToLookup(cluster => new EksScope(platform, cluster).BackupBucket, cluster => cluster.Path, StringComparer.Ordinal);
        foreach (var cluster in platform.Clusters)
        {
            var volumes = Volumes(cluster).ToList();
            if (volumes.Count > 0 && !Clouds.Of(cluster).MountsBuckets)
            {
                var (member, path) = cluster.Storage.Objects.IsEmpty ? ("linked", "parallel.linked") : ("objects", "objects");
                yield return Finding.Error(
                    Code, $"{cluster.Path}.storage.{path}", $"buckets of S3 are mounted on EKS alone. Leave {member} out.");
                continue;
            }

            foreach (var (index, (volume, path)) in volumes.Index())
            {
                foreach (var finding in Check(volume, path, cluster.Region))
                {
                    yield return finding;
                }

                if (volumes.Take(index).Any(other => other.Volume.Name == volume.Name))
                {
                    yield return Finding.Error(
                        Code, $"{path}.name", $"\"{volume.Name}\" is the name of two volumes. Give each a name of its own.");
                }

                if (backups[volume.Bucket].FirstOrDefault() is { } owner)
                {
                    yield return Finding.Error(
                        Code, $"{path}.bucket",
                        $"\"{volume.Bucket}\" holds the backups of {owner}, which no pod may see. Give another bucket.");
                }
            }
        }
    }

    /// <summary>The buckets that pods of a cluster see, with their paths.</summary>
    internal static IEnumerable<(BucketVolumeSpec Volume, string Path)> Volumes(ClusterSpec cluster) =>
    [
        .. cluster.Storage.Objects.Select((volume, index) =>
            ((BucketVolumeSpec)volume, $"{cluster.Path}.storage.objects[{index}]")),
        .. (cluster.Storage.Parallel?.Linked ?? []).Select((volume, index) =>
            ((BucketVolumeSpec)volume, $"{cluster.Path}.storage.parallel.linked[{index}]")),
    ];

    private static IEnumerable<Finding> Check(BucketVolumeSpec volume, string path, string region)
    {
        if (!DnsLabel.Fits(volume.Name, 63))
        {
            yield return Finding.Error(
                Code, $"{path}.name", $"\"{volume.Name}\" is not a name of a volume and its claim. Allowed: {DnsLabel.Rule(63)}.");
        }

        if (!SettingForms.IsNamespace(volume.Namespace))
        {
            yield return Finding.Error(
                Code, $"{path}.namespace",
                $"\"{volume.Namespace}\" is not a namespace. Allowed: at most 63 lower-case letters, digits and hyphens, with a letter " +
                "or a digit at both ends.");
        }

        if (!BucketNames.Fits(volume.Bucket))
        {
            yield return Finding.Error(
                Code, $"{path}.bucket",
                $"\"{volume.Bucket}\" is not a valid bucket name. Allowed: 3 to 63 lower-case letters, digits, '.' and '-'.");
        }
        else if (BucketNames.Reserved(volume.Bucket) is { } reason)
        {
            yield return Finding.Error(
                Code, $"{path}.bucket", $"\"{volume.Bucket}\" {reason}, as no general-purpose bucket of S3 does. Give one that is.");
        }

        if (volume.Prefix is { } prefix && !Prefix().IsMatch(prefix))
        {
            yield return Finding.Error(
                Code, $"{path}.prefix",
                $"\"{prefix}\" is not a prefix of a volume. Allowed: letters, digits, '.', '_', '=', '-' and '/', with a '/' at the end " +
                "and none at the beginning, such as llama/.");
        }

        if (volume is ObjectStorageSpec { Key: { } key } && Key().Match(key) is var match && match.Groups["region"].Value != region)
        {
            yield return Finding.Error(
                Code, $"{path}.key",
                $"\"{key}\" is not a key in {region}, where the bucket is. Allowed: the ARN of a KMS key of that region, not of an " +
                "alias.");
        }
    }

    // S3 allows more, but an asterisk or a blank would mean something else in a policy or a mount option.
    [GeneratedRegex(@"\A([A-Za-z0-9._=-]+/)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    // https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN
    [GeneratedRegex(
        @"\Aarn:aws(-[a-z]+)*:kms:(?<region>[a-z0-9-]+):[0-9]{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
