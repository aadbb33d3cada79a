using Infra.Facts.OnPrem;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Specification.Storage;

namespace Infra.Facts.Clusters;

/// <summary>Which storage system the classes of an on-prem cluster ask for, and how many copies it can keep.</summary>
internal static class SiteStorage
{
    /// <summary>Whether a class of the cluster comes from a storage system.</summary>
    public static bool Uses(ClusterSpec cluster, StorageProvider provider) => cluster is OnPremClusterSpec { Storage: var storage }
        && new[] { storage.Fast, storage.Shared, storage.Parallel }.Any(asked => asked?.Provider == provider);

    /// <summary>Copies of what a storage system of the site's own disks holds, each on another node: three where there are three nodes,
    /// else one a node.</summary>
    public static int Copies(ClusterSpec cluster) => Math.Clamp(
        cluster is OnPremClusterSpec { Install: { } install } installed
            ? ClusterHost.Of(installed, install).Count
            : cluster.NodePools.OfType<OnPremNodePoolSpec>().Sum(pool => pool.Nodes),
        1,
        3);

    /// <summary>The obstacle of storage systems that use a site's own disks.</summary>
    public static string? OnlyOnPrem(ClusterSpec cluster) =>
        cluster is OnPremClusterSpec ? null : "on-prem storage is not needed in a cloud, which has its own disks; remove the add-on here.";
}
