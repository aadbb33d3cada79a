using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Catalogue.Prices;
using Infra.Findings;

namespace Infra.Reports.Costs;

/// <summary>Writes the cost of a stack as JSON: <c>docs/schemas/cost.schema.json</c> describes it. Amounts are US dollars, rounded to
/// cents.</summary>
public static class CostJson
{
    /// <summary>The cost as text.</summary>
    public static string Write(CostReport report) => JsonText.Of(Of(report));

    /// <summary>The cost as an object.</summary>
    public static JsonObject Of(CostReport report) => new()
    {
        ["project"] = report.Project,
        ["stack"] = report.Stack,
        ["currency"] = "USD",
        ["hoursOfMonth"] = PriceList.HoursOfMonth,
        ["logsGBPerDay"] = report.Assumptions.LogsGBPerDay,
        ["gpuUtilisation"] = report.Assumptions.GpuUtilisation,
        ["monthly"] = Range(report.Min, report.Max),
        ["unknown"] = report.Clusters.Sum(cluster => cluster.Unknown.Count()),
        ["clusters"] = new JsonArray([.. report.Clusters.Select(cluster => Write(cluster, report.Assumptions))]),
        ["teams"] = new JsonArray([.. report.Teams.Select(Write)]),
        ["notCounted"] = JsonText.Texts(CostReport.NotCounted),
    };

    /// <summary>The unit of a price in a word.</summary>
    public static string Unit(PriceUnit unit) => unit switch
    {
        PriceUnit.Hour => "hour",
        PriceUnit.Month => "month",
        PriceUnit.GB => "GB",
        PriceUnit.GiBHour => "GiB-hour",
        PriceUnit.GiBMonth => "GiB-month",
        PriceUnit.IopsMonth => "IOPS-month",
        PriceUnit.MiBpsMonth => "MiB/s-month",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "unknown unit"),
    };

    private static JsonObject Write(ClusterCost cost, CostAssumptions assumptions)
    {
        var gpus = new JsonObject { ["monthly"] = Range(cost.Gpus.Min, cost.Gpus.Max) };
        if (cost.Idle(assumptions) is { } idle)
        {
            gpus["idle"] = Range(idle.Min, idle.Max);
        }

        return new()
        {
            ["name"] = cost.Cluster.Name,
            ["kind"] = cost.Cluster.Kind,
            ["region"] = cost.Cluster.Region,
            ["monthly"] = Range(cost.Min, cost.Max),
            ["gpuNodes"] = gpus,
            ["unknown"] = cost.Unknown.Count(),
            ["items"] = new JsonArray([.. cost.Lines.Select(Write)]),
        };
    }

    private static JsonObject Write(TeamCost cost) => new()
    {
        ["name"] = cost.Share.Team.Name,
        ["cluster"] = cost.Cluster.Name,
        ["pool"] = cost.Share.Pool.Name,
        ["resource"] = cost.Share.Resource,
        ["guaranteed"] = cost.Share.Spec.Guaranteed,
        ["borrowable"] = cost.Share.Spec.Borrowable,
        ["monthly"] = cost.PerUnit is null ? null : new JsonObject
        {
            ["guaranteed"] = Round(cost.Guaranteed!.Value), ["most"] = Round(cost.Most!.Value),
        },
        ["budget"] = cost.Share.Team.Budget,
    };

    private static JsonObject Write(CostLine line) => new()
    {
        ["part"] = line.Part,
        ["item"] = line.Item.Key,
        ["title"] = line.Item.Title,
        ["region"] = line.Region,
        ["quantity"] = line.Basis == CostBasis.Usage ? null : new JsonObject { ["min"] = Round(line.Min), ["max"] = Round(line.Max) },
        ["unit"] = Unit(line.Item.Unit),
        ["basis"] = Spelling.Of(line.Basis),
        ["price"] = line.UnitPrice,
        ["source"] = line.Source is not { } source ? null : new JsonObject
        {
            ["title"] = source.Title,
            ["url"] = source.Url,
            ["date"] = source.Date.ToString("O", CultureInfo.InvariantCulture),
        },
        ["monthly"] = line.Counts ? Range(line.MonthlyMin, line.MonthlyMax) : null,
        ["note"] = line.Note,
    };

    private static JsonObject Range(decimal min, decimal max) => new() { ["min"] = Round(min), ["max"] = Round(max) };

    private static decimal Round(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
