using Infra.Facts.Conventions;
using Infra.Facts.Eks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Eks;

/// <summary>CLU110: a managed pool that has a node group in each of its zones, because its pods may have disks, has at least one node for
/// each of them.</summary>
public sealed class ZoneShares : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            foreach (var pool in cluster.Pools.Where(Spreads))
            {
                var zones = pool.Zones.IsEmpty ? cluster.Network.Zones : pool.Zones.Length;
                if (pool.Max < zones && EksNodeGroup.InEachZone(cluster, zones))
                {
                    yield return Finding.Error(
                        "CLU110", $"{pool.Path}.max",
                        $"max is {pool.Max}, but the pool has a node group in each of its {zones} zones, because the cluster offers the " +
                        $"disk class {StorageClasses.Fast}: without one, a pod whose disk is in that zone would wait forever. Allowed: " +
                        $"at least {zones}, or fewer zones.") with
                    {
                        ComparedWith = [pool.Zones.IsEmpty ? $"{cluster.Path}.network.zones" : $"{pool.Path}.zones"],
                    };
                }
            }
        }
    }

    // Other rules ask for one zone where machines are reserved or have EFA, and for at least one node.
    private static bool Spreads(EksNodePoolSpec pool) => pool is
    {
        Provisioner: Provisioner.Managed,
        Capacity: Capacity.OnDemand or Capacity.Spot,
        Interconnect: Catalogue.Interconnect.None,
        Max: > 0,
    };
}
