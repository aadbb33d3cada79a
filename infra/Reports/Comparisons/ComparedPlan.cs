using System.Collections.Immutable;
using Infra.Planning;
using Infra.Reports.Costs;

namespace Infra.Reports.Comparisons;

/// <summary>One side of a comparison: a plan that was made now, or one that was saved.</summary>
/// <param name="Title">How a reader names it, for example <c>ai-platform/dev at main</c>.</param>
/// <param name="Plan">Its resources and findings.</param>
/// <param name="Costs">What each cluster costs in a month; null where that is not known.</param>
public sealed record ComparedPlan(string Title, ResourcePlan Plan, ImmutableSortedDictionary<string, MonthlyCost>? Costs)
{
    /// <summary>Whether it has no resources because its configuration is wrong: nothing can be compared with it.</summary>
    public bool IsRefused => Plan.Resources.IsEmpty && Plan.Findings.Any(finding => finding.IsError);

    /// <summary>A plan that was made now, with its cost at the usual assumptions.</summary>
    public static ComparedPlan Of(string title, PlatformPlan plan) => new(title, plan, CostReport.Of(plan, new()).Clusters
        .ToImmutableSortedDictionary(
            cost => cost.Cluster.Name, cost => new MonthlyCost(Cents(cost.Min), Cents(cost.Max)), StringComparer.Ordinal));

    /// <summary>What was not there: nothing exists, and nothing costs anything.</summary>
    public static ComparedPlan Nothing(string title, string project, string stack) =>
        new(title, new ResourcePlan(project, stack, [], []), ImmutableSortedDictionary<string, MonthlyCost>.Empty);

    // As saved plans have it.
    private static decimal Cents(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
