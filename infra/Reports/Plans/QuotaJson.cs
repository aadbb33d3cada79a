using System.Text.Json.Nodes;
using Infra.Facts.Clusters;

namespace Infra.Reports.Plans;

/// <summary>A quota in <c>plan.json</c>.</summary>
internal static class QuotaJson
{
    internal static JsonObject Of(QuotaNeed need) => new()
    {
        ["account"] = need.Account,
        ["region"] = need.Region,
        ["name"] = need.Name,
        ["code"] = need.Code,
        ["needed"] = need.Needed,
        ["default"] = need.Default,
    };
}
