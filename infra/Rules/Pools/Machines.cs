using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>The machine types of a cloud cluster.</summary>
internal static class Machines
{
    /// <summary>Each with its path; the system pool is first.</summary>
    internal static IEnumerable<(string Path, string Machine, bool IsSystem)> Of(ClusterSpec cluster)
    {
        if (cluster is CloudClusterSpec cloud)
        {
            yield return ($"{cluster.Path}.systemPool.machine", cloud.SystemMachine, true);
        }

        foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
        {
            yield return ($"{pool.Path}.machine", pool.Machine, false);
            foreach (var (index, name) in pool.Alternatives.Index())
            {
                yield return ($"{pool.Path}.alternatives[{index}]", name, false);
            }
        }
    }
}
