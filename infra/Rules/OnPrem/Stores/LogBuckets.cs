using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Names;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem.Stores;

/// <summary>CLU117: the bucket of a site's logs is a bucket that nothing else uses: Loki reads and removes whatever is in it, and what a
/// lock keeps it cannot remove. CLU118: it keeps them for a time that Loki can.</summary>
public sealed class LogBuckets : ISpecRule
{
    private const int MostDays = 3650;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var sites = platform.Clusters.OfType<OnPremClusterSpec>().ToList();
        var taken = (
            from cluster in sites
            from each in cluster.Stores
            let path = $"{cluster.Path}.{each.Member}.bucket"
            select (Place: (each.Store.Endpoint.TrimEnd('/'), each.Store.Bucket), Path: path, Of: "backups"))
            .ToList();
        foreach (var cluster in sites)
        {
            if (cluster.LogRetentionDays is < 1 or > MostDays)
            {
                yield return Finding.Error(
                    "CLU118", $"{cluster.Path}.logRetentionDays",
                    $"logRetentionDays is {cluster.LogRetentionDays}. Allowed: 1 to {MostDays}.");
            }

            if (cluster.LogBucket is not { } bucket)
            {
                continue;
            }

            var path = $"{cluster.Path}.logBucket";
            if (cluster.ObjectStore is not { } store)
            {
                yield return Finding.Error("CLU117", path, "it is a bucket in objectStore, which is missing. Describe the store.");
                continue;
            }

            if (!BucketNames.Fits(bucket) || BucketNames.Reserved(bucket) is not null)
            {
                yield return Finding.Error(
                    "CLU117", path,
                    $"\"{bucket}\" is not the name of a bucket. Allowed: 3 to 63 lower-case letters, digits, '.' and '-', without what " +
                    "S3 reserves.");
            }

            var place = (store.Endpoint.TrimEnd('/'), bucket);
            if (taken.Find(other => other.Place == place) is { Path: { } first } used)
            {
                yield return Finding.Error(
                    "CLU117", path,
                    $"\"{bucket}\" already holds the {used.Of} of {first[..first.LastIndexOf('.')]}. Give the logs of each cluster a " +
                    "bucket of their own.")
                    with { ComparedWith = [first] };
            }

            taken.Add((place, path, "logs"));
        }
    }
}
