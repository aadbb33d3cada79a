using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>The machine types that a cluster of a cloud names.</summary>
internal static class Machines
{
    /// <summary>Each with the path that names it, the system pool's first.</summary>
    internal static IEnumerable<(string Path, string Machine, bool IsSystem)> Of(ClusterSpec cluster)
    {
        if (cluster is CloudClusterSpec cloud)
            yield return ($"{cluster.Path}.systemPool.machine", cloud.SystemMachine, true);
        foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            yield return ($"{pool.Path}.machine", pool.Machine, false);
    }
}
