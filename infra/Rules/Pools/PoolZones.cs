using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU013: the zones of a pool are among those that its cluster uses.</summary>
public sealed class PoolZones : ISpecRule
{
    /// <summary>The zones of a region that a cluster uses.</summary>
    internal static List<string> Used(CloudClusterSpec cluster, Region region) => [.. cluster.ZonesIn(region)];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            if (cluster.Cloud.Regions.GetValueOrDefault(cluster.Region) is not { } region)
            {
                continue;
            }

            var zones = Used(cluster, region);
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            {
                for (var i = 0; i < pool.Zones.Length; i++)
                {
                    if (pool.Zones.IndexOf(pool.Zones[i]) < i)
                    {
                        yield return Finding.Error("CLU013", $"{pool.Path}.zones[{i}]", $"\"{pool.Zones[i]}\" is given twice. Keep one.");
                    }
                    else if (!zones.Contains(pool.Zones[i]))
                    {
                        yield return Finding.Error(
                            "CLU013", $"{pool.Path}.zones[{i}]",
                            $"\"{pool.Zones[i]}\" is not a zone of the cluster. Allowed: {Spelling.List(zones)}.")
                            with { ComparedWith = [$"{cluster.Path}.network.zones"] };
                    }
                }
            }
        }
    }
}
