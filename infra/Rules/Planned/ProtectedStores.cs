using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Planned;

/// <summary>PLN009: every resource that holds data or keys is protected, and so is every control plane, unless its cluster has no deletion
/// protection: the engine refuses to delete or replace it until someone removes the protection.</summary>
public sealed class ProtectedStores : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN009";

    /// <summary>Whatever runs in a cluster, and its volumes, go with these.</summary>
    private static readonly ImmutableHashSet<string> _controlPlanes =
        ["aws:eks/cluster:Cluster", "azure-native:containerservice:ManagedCluster"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        var owners = plan.Owners();
        var free = platform.Clusters.OfType<CloudClusterSpec>().Where(cluster => !cluster.DeletionProtection)
            .Select(cluster => cluster.Name).ToImmutableHashSet(StringComparer.Ordinal);
        var unprotected = plan.Resources.Where(resource => !resource.Protect).ToList();
        var stores = unprotected.Where(resource => StoresAndKeys.Types.Contains(resource.Type)).Select(resource => Finding.Error(
            Code, resource.Name, $"{resource.Type} holds data or keys but is not protected; set Protect in its options."));
        var controlPlanes = unprotected
            .Where(resource => _controlPlanes.Contains(resource.Type) && !free.Contains(owners(resource) ?? ""))
            .Select(resource => Finding.Error(
                Code, resource.Name,
                $"{resource.Type} is not protected, although its cluster has deletionProtection; set Protect in its options."));
        return stores.Concat(controlPlanes);
    }
}
