using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU013: the zones of a pool are among those that its cluster uses.</summary>
public sealed class PoolZones : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (Clouds.Of(cluster)?.Regions.GetValueOrDefault(cluster.Region) is not { } region)
                continue;
            var used = cluster switch { EksClusterSpec eks => eks.Network.Zones, AksClusterSpec aks => aks.Network.Zones, _ => 0 };
            var zones = region.Zones.Take(used).ToList();
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
                for (var i = 0; i < pool.Zones.Length; i++)
                    if (!zones.Contains(pool.Zones[i]))
                        yield return Finding.Error(
                            "CLU013", $"{pool.Path}.zones[{i}]",
                            $"\"{pool.Zones[i]}\" is not a zone of the cluster. Allowed: {Spelling.List(zones)}.");
        }
    }
}
