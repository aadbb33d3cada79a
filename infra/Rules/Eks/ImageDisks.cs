using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Eks;

/// <summary>CLU086: the disks of an EKS pool are within the limits of gp3.</summary>
public sealed class ImageDisks : ISpecRule
{
    // https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#gp3-performance
    private const int LeastIops = 3_000;
    private const int MostIops = 80_000;
    private const int IopsPerGiB = 500;
    private const int LeastThroughput = 125;
    private const int MostThroughput = 2_000;
    private const int IopsPerThroughput = 4;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.OfType<EksClusterSpec>().SelectMany(cluster => cluster.Pools))
        {
            if (pool.DiskIops is < LeastIops or > MostIops)
            {
                yield return Finding.Error(
                    "CLU086", $"{pool.Path}.diskIops", $"diskIops is {pool.DiskIops}. Allowed for gp3: {LeastIops} to {MostIops}.");
            }
            else if (pool.DiskIops > (long)pool.DiskGiB * IopsPerGiB)
            {
                yield return Finding.Error(
                    "CLU086", $"{pool.Path}.diskIops",
                    $"diskIops is {pool.DiskIops}, but diskGiB is {pool.DiskGiB} and gp3 allows {IopsPerGiB} IOPS per GiB. Allowed: " +
                    $"{LeastIops} to {pool.DiskGiB * IopsPerGiB}, or raise diskGiB.") with { ComparedWith = [$"{pool.Path}.diskGiB"] };
            }

            if (pool.DiskThroughput is < LeastThroughput or > MostThroughput)
            {
                yield return Finding.Error(
                    "CLU086", $"{pool.Path}.diskThroughput",
                    $"diskThroughput is {pool.DiskThroughput}. Allowed for gp3: {LeastThroughput} to {MostThroughput}.");
            }
            else if (pool.DiskThroughput > pool.DiskIops / IopsPerThroughput)
            {
                yield return Finding.Error(
                    "CLU086", $"{pool.Path}.diskThroughput",
                    $"diskThroughput is {pool.DiskThroughput}, which needs {pool.DiskThroughput * IopsPerThroughput} IOPS, but diskIops " +
                    $"is {pool.DiskIops}. Allowed: {LeastThroughput} to {pool.DiskIops / IopsPerThroughput}, or raise diskIops.") with
                {
                    ComparedWith = [$"{pool.Path}.diskIops"],
                };
            }
        }
    }
}
