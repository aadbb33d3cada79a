using System.Collections.Immutable;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Facts.Eks;

/// <summary>One node group of a managed pool. A pool has one, or one in each of its zones. Pure.</summary>
/// <param name="Name">The pool's name, followed by the zone where the pool has several groups.</param>
/// <param name="Zones">Letters of the zones of its nodes.</param>
/// <param name="Min">Minimum number of nodes.</param>
/// <param name="Max">Maximum number of nodes, at least 1.</param>
public sealed record EksNodeGroup(string Name, ImmutableArray<string> Zones, int Min, int Max)
{
    /// <summary>Whether a pool of some zones has a group in each. The autoscaler takes one node for the model of a whole group, in the
    /// first zone of an empty one, so for a pod whose disk is in another zone it would start no node, or one in the wrong zone
    /// (kubernetes/autoscaler#3845, #6000). Where the cluster has no disk class, one group finds free machines in any zone.</summary>
    public static bool InEachZone(EksClusterSpec cluster, int zones) => cluster.Storage.Fast is not null && zones > 1;

    /// <summary>How the machines of a pool are bought, in the words of EKS, which are also the value of a label of the nodes.</summary>
    public static string CapacityType(EksNodePoolSpec pool) =>
        pool.Capacity switch { Capacity.Spot => "SPOT", Capacity.CapacityBlock => "CAPACITY_BLOCK", _ => "ON_DEMAND" };

    /// <summary>The groups of a pool. The nodes of the system pool have no disks but their own, so it is one group. Minimum and maximum
    /// are divided among the zones, in their order: the first ones get what remains, and a zone without a share has no group.</summary>
    public static ImmutableArray<EksNodeGroup> Of(EksNodes nodes)
    {
        var (pool, zones) = (nodes.Pool, nodes.Zones);
        if (nodes.IsSystem || !InEachZone(nodes.Scope.Cluster, zones.Length))
        {
            return [new(pool.Name, zones, pool.Min, pool.Max)];
        }

        return
        [
            .. zones
                .Select((zone, index) => new EksNodeGroup($"{pool.Name}-{zone}", [zone], Share(pool.Min, index), Share(pool.Max, index)))
                .Where(group => group.Max > 0),
        ];

        int Share(int count, int index) => (count / zones.Length) + (index < count % zones.Length ? 1 : 0);
    }
}
