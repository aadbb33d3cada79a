namespace Infra.Planning;

/// <summary>Which cluster a planned resource belongs to.</summary>
public static class PlannedOwners
{
    /// <summary>The name of the cluster of each resource: that of its <c>ClusterPlatform</c> ancestor.</summary>
    public static Func<PlannedResource, string?> Owners(this ResourcePlan plan)
    {
        var byUrn = plan.Resources.ToDictionary(resource => resource.Urn, StringComparer.Ordinal);
        return resource =>
        {
            var at = resource;
            while (at is not null && at.Type != "infra:index:ClusterPlatform")
            {
                at = at.Parent is null ? null : byUrn.GetValueOrDefault(at.Parent);
            }

            return at?.Name;
        };
    }
}
