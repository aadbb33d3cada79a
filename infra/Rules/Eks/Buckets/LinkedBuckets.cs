using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Storage;

namespace Infra.Rules.Eks.Buckets;

/// <summary>CLU128: a file system that shows a bucket has a size that FSx sells, and no two write to the same objects.</summary>
public sealed class LinkedBuckets : ISpecRule
{
    // https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html, StorageCapacity, for PERSISTENT_2 on SSD.
    private const int Least = 1_200;
    private const int Step = 2_400;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var linked =
            (from cluster in platform.Clusters
             where Clouds.Of(cluster).MountsBuckets
             from entry in (cluster.Storage.Parallel?.Linked ?? []).Index()
             select (Bucket: entry.Item, Path: $"{cluster.Path}.storage.parallel.linked[{entry.Index}]")).ToList();
        foreach (var (index, (bucket, path)) in linked.Index())
        {
            if (bucket.CapacityGiB != Least && (bucket.CapacityGiB <= 0 || bucket.CapacityGiB % Step != 0))
            {
                yield return Finding.Error(
                    "CLU128", $"{path}.capacityGiB",
                    $"capacityGiB is {bucket.CapacityGiB}. Allowed for FSx for Lustre: {Least}, or a multiple of {Step}.");
            }

            if (bucket.Export && linked.Take(index).FirstOrDefault(other => other.Bucket.Export && Overlap(other.Bucket, bucket)) is
                { Path: not null } first)
            {
                yield return Finding.Error(
                    "CLU128", $"{path}.export",
                    $"{first.Path} writes to the same objects of \"{bucket.Bucket}\", and one would overwrite what the other wrote. Give " +
                    "each a prefix of its own, or leave export out.")
                    with { ComparedWith = [$"{first.Path}.export"] };
            }
        }
    }

    private static bool Overlap(LinkedBucketSpec one, LinkedBucketSpec other)
    {
        var (a, b) = (one.Prefix ?? "", other.Prefix ?? "");
        return one.Bucket == other.Bucket
            && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));
    }
}
