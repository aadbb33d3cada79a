using Infra.Planning;

namespace Infra.Tests.Planning;

/// <summary>Short ways to look into a plan.</summary>
internal static class PlanExtensions
{
    /// <summary>The only resource of a name.</summary>
    internal static PlannedResource Single(this ResourcePlan plan, string name) => plan.Resources.Single(resource => resource.Name == name);

    /// <summary>The name of the resource with a URN.</summary>
    internal static string NameOf(this ResourcePlan plan, string urn) => plan.Resources.Single(resource => resource.Urn == urn).Name;
}
