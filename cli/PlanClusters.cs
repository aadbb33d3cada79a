using Infra.Planning;

namespace Infra.Cli;

/// <summary>Which cluster a planned resource belongs to.</summary>
internal static class PlanClusters
{
    private const string Platform = "infra:index:ClusterPlatform";

    /// <summary>The resources of each cluster by its name: everything below its <c>ClusterPlatform</c>.</summary>
    public static ILookup<string, PlannedResource> ByCluster(this ResourcePlan plan)
    {
        var byUrn = plan.Resources.ToDictionary(resource => resource.Urn, StringComparer.Ordinal);
        return plan.Resources
            .Select(resource => (Cluster: Above(resource), Resource: resource))
            .Where(pair => pair.Cluster is not null)
            .ToLookup(pair => pair.Cluster!, pair => pair.Resource, StringComparer.Ordinal);

        string? Above(PlannedResource resource)
        {
            for (var at = resource; at is not null; at = at.Parent is null ? null : byUrn.GetValueOrDefault(at.Parent))
            {
                if (at.Type == Platform)
                {
                    return at.Name;
                }
            }

            return null;
        }
    }
}
