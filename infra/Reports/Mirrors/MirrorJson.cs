using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Reports.Mirrors;

/// <summary>Writes what a mirror needs as JSON: <c>docs/schemas/mirror.schema.json</c> describes it.</summary>
public static class MirrorJson
{
    /// <summary>The report as text.</summary>
    public static string Write(MirrorReport report) => JsonText.Of(new JsonObject
    {
        ["project"] = report.Project,
        ["stack"] = report.Stack,
        ["registry"] = report.Registry,
        ["images"] = List(report.Images, image => new()
        {
            ["repository"] = image.Repository,
            ["tag"] = image.Tag,
            ["digest"] = image.Digest,
            ["destination"] = image.Destination,
            ["for"] = JsonText.Texts(image.For),
            ["clusters"] = JsonText.Texts(image.Clusters),
        }),
        ["imageLists"] = List(report.ImageLists, list => new() { ["url"] = list.Url, ["clusters"] = JsonText.Texts(list.Clusters) }),
        ["charts"] = List(report.Charts, chart => new()
        {
            ["name"] = chart.Name,
            ["repository"] = chart.Repository,
            ["version"] = chart.Version,
            ["destination"] = chart.Destination,
            ["clusters"] = JsonText.Texts(chart.Clusters),
        }),
        ["files"] = List(report.Files, file => new()
        {
            ["name"] = file.Name,
            ["url"] = file.Url,
            ["sha256"] = file.Sha256,
            ["destination"] = file.Destination,
            ["clusters"] = JsonText.Texts(file.Clusters),
        }),
        ["operators"] = List(report.Operators, package => new()
        {
            ["package"] = package.Package,
            ["channel"] = package.Channel,
            ["catalog"] = package.Catalog,
            ["clusters"] = JsonText.Texts(package.Clusters),
        }),
        ["packages"] = List(report.Packages, package => new() { ["name"] = package.Name, ["version"] = package.Version }),
        ["gaps"] = List(report.Gaps, gap => new() { ["what"] = gap.What, ["clusters"] = JsonText.Texts(gap.Clusters) }),
    });

    private static JsonArray List<T>(ImmutableArray<T> all, Func<T, JsonObject> write) => new([.. all.Select(write)]);
}
