using Infra.Specification;

namespace Infra.Components.AddOns;

/// <summary>Which storage system the classes of an on-prem cluster ask for.</summary>
internal static class SiteStorage
{
    /// <summary>Whether a class of the cluster comes from a storage system.</summary>
    public static bool Uses(ClusterSpec cluster, StorageProvider provider) => cluster is OnPremClusterSpec { Storage: var storage }
        && new[] { storage.Fast, storage.Shared, storage.Parallel }.Any(asked => asked?.Provider == provider);

    /// <summary>The obstacle of storage systems that use a site's own disks.</summary>
    public static string? OnlyOnPrem(ClusterSpec cluster) =>
        cluster is OnPremClusterSpec ? null : "a cloud has disks of its own; remove it here.";
}
