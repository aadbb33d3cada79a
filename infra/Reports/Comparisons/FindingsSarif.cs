using System.Text.Json.Nodes;
using Infra.Findings;

namespace Infra.Reports.Comparisons;

/// <summary>Writes the findings of the second plan as SARIF 2.1.0
/// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with what of them is new.</summary>
public static class FindingsSarif
{
    /// <summary>The findings as text.</summary>
    public static string Write(PlanComparison comparison)
    {
        var plan = comparison.After.Plan;
        var codes = plan.Findings.Select(finding => finding.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var fresh = comparison.New.ToHashSet();
        return JsonText.Of(new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "platform",
                        ["rules"] = new JsonArray([.. codes.Select(code => new JsonObject { ["id"] = code })]),
                    },
                },
                ["results"] = new JsonArray([.. plan.Findings.Select(finding => new JsonObject
                {
                    ["ruleId"] = finding.Code,
                    ["ruleIndex"] = codes.IndexOf(finding.Code),
                    ["level"] = Spelling.Of(finding.Severity),
                    ["message"] = new JsonObject { ["text"] = $"{finding.Path}: {finding.Message}" },
                    ["locations"] = new JsonArray(new JsonObject
                    {
                        ["physicalLocation"] = Physical(finding.Place, plan.Stack),
                        ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Path }),
                    }),
                    ["suppressions"] = new JsonArray([.. Suppressions(finding.Accepted)]),
                    ["baselineState"] = fresh.Contains(finding) ? "new" : "unchanged",
                })]),
            }),
        });
    }

    // The stack file itself says that the finding is accepted.
    private static IEnumerable<JsonObject> Suppressions(Acceptance? accepted) => accepted is null ? [] :
    [
        new()
        {
            ["kind"] = "inSource", ["status"] = "accepted", ["justification"] = $"Until {accepted.Day}: {accepted.Reason}",
        },
    ];

    // What has no place in the file is a matter of the whole file.
    private static JsonObject Physical(FilePlace? place, string stack)
    {
        var physical = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = place?.File ?? $"Pulumi.{stack}.yaml" } };
        if (place is not null)
        {
            physical["region"] = new JsonObject { ["startLine"] = place.Line, ["startColumn"] = place.Column };
        }

        return physical;
    }
}
