using System.Text.Json.Nodes;
using Infra.Findings;

namespace Infra.Reports.Sovereignty;

/// <summary>Writes where data is as JSON: <c>docs/schemas/sovereignty.schema.json</c> describes it.</summary>
public static class SovereigntyJson
{
    /// <summary>The report as text.</summary>
    public static string Write(SovereigntyReport report) => JsonText.Of(Node(report));

    /// <summary>The report as a document, for whatever holds it beside others.</summary>
    public static JsonObject Node(SovereigntyReport report) => new()
    {
        ["project"] = report.Project,
        ["stack"] = report.Stack,
        ["borders"] = report.Borders is not { } borders ? null : new JsonObject
        {
            ["locations"] = JsonText.Texts(borders.Locations),
            ["operators"] = JsonText.Texts(borders.Operators),
            ["endpoints"] = Spelling.Of(borders.Endpoints),
            ["keys"] = Spelling.Of(borders.Keys),
        },
        ["places"] = new JsonArray([.. PlaceSummary.Of(report.Rows).Select(Write)]),
        ["resources"] = new JsonArray([.. report.Rows.Select(Write)]),
        ["controls"] = new JsonArray([.. ControlEvidence.For(report).Select(Write)]),
        ["notKnown"] = JsonText.Texts(report.NotKnown),
    };

    private static JsonObject Write(ControlEvidence evidence) => new()
    {
        ["framework"] = evidence.Framework.Id,
        ["source"] = evidence.Framework.Source,
        ["control"] = evidence.Control.Id,
        ["title"] = evidence.Control.Title,
        ["shows"] = new JsonObject
        {
            ["what"] = Spelling.Of(evidence.Control.Shows), ["rows"] = evidence.Shown, ["of"] = evidence.Of,
        },
        ["rules"] = new JsonArray([.. evidence.Passed.Select(rule => new JsonObject { ["code"] = rule.Key, ["passed"] = rule.Value })]),
        ["open"] = JsonText.Texts(evidence.Open.Select(finding => finding.Code).Distinct()),
    };

    private static JsonObject Write(PlaceSummary at) => new()
    {
        ["cluster"] = at.Cluster,
        ["place"] = Write(at.Place),
        ["stores"] = at.Count(DataRole.Stores),
        ["processes"] = at.Count(DataRole.Processes),
        ["routes"] = at.Count(DataRole.Routes),
        ["keys"] = at.Count(DataRole.Keys),
        ["customerKeys"] = at.Count(KeyOwner.Customer),
        ["otherKeys"] = at.Rows.Count(row => row.Key is { Owner: not KeyOwner.Customer }),
        ["public"] = at.Public,
        ["open"] = at.Open,
    };

    private static JsonObject Write(DataRow row) => new()
    {
        ["cluster"] = row.Cluster,
        ["role"] = Spelling.Of(row.Role),
        ["what"] = row.What,
        ["type"] = row.Type,
        ["name"] = row.Name,
        ["place"] = Write(row.Place),
        ["key"] = row.Key is not { } key ? null : new JsonObject { ["owner"] = Spelling.Of(key.Owner), ["name"] = key.Name },
        ["reached"] = new JsonObject { ["by"] = Spelling.Of(row.Reach.Way), ["detail"] = row.Reach.Detail },
        ["kept"] = row.Kept,
        ["passed"] = JsonText.Texts(row.Passed),
        ["open"] = new JsonArray([.. row.Open.Select(finding => new JsonObject
        {
            ["code"] = finding.Code, ["severity"] = Spelling.Of(finding.Severity), ["message"] = finding.Message,
        })]),
    };

    private static JsonObject Write(DataPlace place) => new()
    {
        ["country"] = place.Country,
        ["region"] = place.Region,
        ["operator"] = place.Operator,
        ["laws"] = JsonText.Texts(place.Laws),
        ["source"] = place.Source,
    };
}
