using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Planning.Differences;
using Infra.Reports.Plans;

namespace Infra.Reports.Comparisons;

/// <summary>Writes a comparison as JSON: <c>docs/schemas/diff.schema.json</c> describes it. Amounts are US dollars, rounded to
/// cents.</summary>
public static class ComparisonJson
{
    /// <summary>The comparison as text.</summary>
    public static string Write(PlanComparison comparison) => JsonText.Of(new JsonObject
    {
        ["before"] = Write(comparison.Before),
        ["after"] = Write(comparison.After),
        ["equal"] = comparison.IsEqual,
        ["compared"] = comparison.IsWhole,
        ["summary"] = new JsonObject(Enum.GetValues<DifferenceKind>().Select(kind => KeyValuePair.Create(
            Spelling.Of(kind), (JsonNode?)comparison.Resources.Count(change => change.Difference.Kind == kind)))),
        ["cost"] = comparison.Cost is { } cost ? Write(cost.Before, cost.After) : null,
        ["clusters"] = new JsonArray([.. comparison.Clusters.Select(Write)]),
        ["findings"] = new JsonObject
        {
            ["new"] = new JsonArray([.. comparison.New.Select(FindingJson.Of)]),
            ["gone"] = new JsonArray([.. comparison.Gone.Select(FindingJson.Of)]),
        },
    });

    private static JsonObject Write(ComparedPlan plan) => new()
    {
        ["title"] = plan.Title, ["project"] = plan.Plan.Project, ["stack"] = plan.Plan.Stack,
    };

    private static JsonObject Write(ClusterComparison cluster) => new()
    {
        ["name"] = cluster.Name,
        ["cost"] = Write(cluster.Before, cluster.After),
        ["resources"] = new JsonArray([.. cluster.Resources.Select(Write)]),
    };

    private static JsonObject? Write(MonthlyCost? before, MonthlyCost? after) => before is null || after is null ? null : new()
    {
        ["before"] = Write(before), ["after"] = Write(after),
    };

    private static JsonObject Write(MonthlyCost cost) => new() { ["min"] = cost.Min, ["max"] = cost.Max };

    private static JsonObject Write(ResourceChange change) => new()
    {
        ["action"] = Spelling.Of(change.Difference.Kind),
        ["urn"] = change.Difference.Urn,
        ["type"] = change.Difference.Type,
        ["name"] = change.Difference.Name,
        ["loses"] = change.Loses,
        ["refused"] = change.Difference.Refused,
        ["retained"] = change.Difference.Retained,
        ["properties"] = new JsonArray([.. change.Properties.Select(Write)]),
    };

    private static JsonObject Write(PropertyChange property) => new()
    {
        ["path"] = property.Path,
        ["inside"] = property.Inside,
        ["before"] = property.Before?.DeepClone(),
        ["after"] = property.After?.DeepClone(),
        ["replaces"] = property.Replaces,
        ["because"] = property.Because,
    };
}
