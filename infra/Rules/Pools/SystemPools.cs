using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Pools;

/// <summary>CLU085: the system pool has a node in each zone, room for three replicas, and a valid disk size.</summary>
public sealed class SystemPools : ISpecRule
{
    // Admission webhooks have three replicas, and the three servers of Argo CD's Redis need three nodes.
    private const int Replicas = 3;

    private static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var pool = cluster.SystemPool;
            var path = $"{cluster.Path}.systemPool";
            var least = Math.Clamp(cluster.Zones, 1, Replicas);
            if (pool.Max is < Replicas or > PoolSizes.MostNodes)
            {
                yield return Finding.Error(
                    "CLU085", $"{path}.max",
                    $"max is {pool.Max}, but the platform spreads three replicas over three nodes of the system pool. Allowed: " +
                    $"{Replicas} to {PoolSizes.MostNodes}.");
            }

            if (pool.Min < least)
            {
                yield return Finding.Error(
                    "CLU085", $"{path}.min",
                    $"min is {pool.Min}, but the system pool needs at least {Count(least, "node", "nodes")}: one for each zone, " +
                    $"up to three. Allowed: {least} to max.") with
                {
                    ComparedWith = [$"{cluster.Path}.network.zones"],
                };
            }
            else if (pool.Min > pool.Max)
            {
                yield return Finding.Error(
                    "CLU085", $"{path}.min", $"min is {pool.Min}. Allowed: {least} to {pool.Max} (max).") with
                {
                    ComparedWith = [$"{path}.max"],
                };
            }

            var most = Math.Min(Clouds.Of(cluster).MostSystemDiskGiB, PoolSizes.MostGiB);
            if (pool.DiskGiB < PoolSizes.LeastGiB || pool.DiskGiB > most)
            {
                yield return Finding.Error(
                    "CLU085", $"{path}.diskGiB", $"diskGiB is {pool.DiskGiB}. Allowed: {PoolSizes.LeastGiB} to {most}.");
            }
        }
    }
}
