using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Planning;
using Infra.Planning.Differences;

namespace Infra.Reports.Comparisons;

/// <summary>How two plans differ: what the engine would do to get from the first to the second, what that costs, and which findings come
/// and go. Pure.</summary>
/// <param name="Before">The first plan.</param>
/// <param name="After">The second plan.</param>
/// <param name="Clusters">The clusters that differ, sorted by name; what belongs to none comes first.</param>
/// <param name="New">Findings that only the second plan has.</param>
/// <param name="Gone">Findings that only the first plan has.</param>
public sealed partial record PlanComparison(
    ComparedPlan Before, ComparedPlan After, ImmutableArray<ClusterComparison> Clusters,
    ImmutableArray<Finding> New, ImmutableArray<Finding> Gone)
{
    /// <summary>What the engine would do, over all clusters.</summary>
    public IEnumerable<ResourceChange> Resources => Clusters.SelectMany(cluster => cluster.Resources);

    /// <summary>Whether the resources could be compared: neither plan is refused for its configuration.</summary>
    public bool IsWhole => !Before.IsRefused && !After.IsRefused;

    /// <summary>Whether the plans are the same in all that is compared.</summary>
    public bool IsEqual => IsWhole && Clusters.IsEmpty && New.IsEmpty && Gone.IsEmpty;

    /// <summary>What all clusters cost in the first and in the second plan; null where one of them is not known.</summary>
    public (MonthlyCost Before, MonthlyCost After)? Cost => IsWhole && Before.Costs is { } before && After.Costs is { } after
        ? (Sum(before.Values), Sum(after.Values))
        : null;

    /// <summary>Compares two plans.</summary>
    public static PlanComparison Of(ComparedPlan before, ComparedPlan after)
    {
        // What is wrong with a plan that was never made is not known, and so not gone.
        var gone = after.IsRefused ? [] : Only(before.Plan.Findings, after.Plan.Findings);
        var comparison = new PlanComparison(before, after, [], Only(after.Plan.Findings, before.Plan.Findings), gone);
        if (!comparison.IsWhole)
        {
            return comparison;
        }

        var (first, second) = (Owners(before.Plan), Owners(after.Plan));
        var changes = PlanDifferences.Between(before.Plan.Resources, after.Plan.Resources).ToLookup(
            difference => (difference.Kind is DifferenceKind.Delete or DifferenceKind.Forget ? first : second)[difference.Urn]);
        var names = changes.Select(cluster => cluster.Key)
            .Concat(before.Costs?.Keys ?? []).Concat(after.Costs?.Keys ?? []).Distinct().Order(StringComparer.Ordinal);
        return comparison with
        {
            Clusters =
            [
                .. from name in names
                   let cluster = new ClusterComparison(
                       name, [.. changes[name].Select(ResourceChange.Of)], CostOf(name, before), CostOf(name, after))
                   where cluster.CostsOther || !cluster.Resources.IsEmpty
                   select cluster,
            ],
        };
    }

    private static Dictionary<string, string?> Owners(ResourcePlan plan)
    {
        var owner = plan.Owners();
        return plan.Resources.ToDictionary(resource => resource.Urn, owner, StringComparer.Ordinal);
    }

    // A cluster that a plan does not have costs nothing there.
    private static MonthlyCost? CostOf(string? name, ComparedPlan plan) =>
        name is null || plan.Costs is null ? null : plan.Costs.GetValueOrDefault(name, new(0, 0));

    private static MonthlyCost Sum(IEnumerable<MonthlyCost> costs) =>
        costs.Aggregate(new MonthlyCost(0, 0), (sum, cost) => new(sum.Min + cost.Min, sum.Max + cost.Max));

    // A finding stays the same where its place in a list moves.
    private static ImmutableArray<Finding> Only(IEnumerable<Finding> findings, IEnumerable<Finding> others)
    {
        var known = others.CountBy(Identity).ToDictionary();
        return [.. findings.GroupBy(Identity).SelectMany(same => same.Skip(known.GetValueOrDefault(same.Key)))];
    }

    private static string Identity(Finding finding) =>
        Indices().Replace($"{finding.Code} {finding.Standing} {finding.Path}: {finding.Message}", "[]");

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Indices();
}
