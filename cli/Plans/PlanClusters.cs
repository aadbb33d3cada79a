using Infra.Planning;

namespace Infra.Cli.Plans;

/// <summary>Which cluster a planned resource belongs to.</summary>
internal static class PlanClusters
{
    /// <summary>The resources of each cluster by its name: everything below its <c>ClusterPlatform</c>.</summary>
    public static ILookup<string, PlannedResource> ByCluster(this ResourcePlan plan)
    {
        var owner = plan.Owners();
        return plan.Resources
            .Where(resource => owner(resource) is not null)
            .ToLookup(resource => owner(resource)!, StringComparer.Ordinal);
    }
}
