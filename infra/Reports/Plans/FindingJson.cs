using System.Text.Json.Nodes;
using Infra.Findings;

namespace Infra.Reports.Plans;

/// <summary>A finding in <c>plan.json</c>.</summary>
internal static class FindingJson
{
    internal static JsonObject Of(Finding finding)
    {
        var json = new JsonObject
        {
            ["code"] = finding.Code,
            ["severity"] = Spelling.Of(finding.Severity),
            ["path"] = finding.Path,
            ["message"] = finding.Message,
        };
        if (finding.Place is { } place)
        {
            json["place"] = new JsonObject { ["file"] = place.File, ["line"] = place.Line, ["column"] = place.Column };
        }

        if (finding.Accepted is { } accepted)
        {
            json["accepted"] = new JsonObject { ["reason"] = accepted.Reason, ["until"] = accepted.Day };
        }

        return json;
    }
}
