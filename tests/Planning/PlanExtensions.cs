using Infra.Planning;
using Infra.Reports.Plans;
using Infra.Reports;

namespace Infra.Tests.Planning;

/// <summary>Short ways to look into a plan.</summary>
internal static class PlanExtensions
{
    /// <summary>The only resource of a name.</summary>
    internal static PlannedResource Single(this ResourcePlan plan, string name) => plan.Resources.Single(resource => resource.Name == name);

    /// <summary>The name of the resource with a URN.</summary>
    internal static string NameOf(this ResourcePlan plan, string urn) => plan.Resources.Single(resource => resource.Urn == urn).Name;

    /// <summary>The plan of a program that is not this platform, as <c>plan.json</c> would have it.</summary>
    internal static string Json(this ResourcePlan plan) =>
        PlanJson.Write(new PlatformPlan(null, plan.Project, plan.Stack, plan.Resources, plan.Findings));
}
