using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>The machine types that a cluster of a cloud names.</summary>
internal static class Machines
{
    /// <summary>Each with the path that names it, the system pool's first.</summary>
    internal static IEnumerable<(string Path, string Machine)> Of(ClusterSpec cluster)
    {
        if (cluster is EksClusterSpec eks)
            yield return ($"{cluster.Path}.systemMachine", eks.SystemMachine);
        if (cluster is AksClusterSpec aks)
            yield return ($"{cluster.Path}.systemMachine", aks.SystemMachine);
        foreach (var pool in cluster.NodePools)
            if (pool is CloudNodePoolSpec cloud)
                yield return ($"{pool.Path}.machine", cloud.Machine);
    }
}
