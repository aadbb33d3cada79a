using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Facts.Documents;

namespace Infra.Reports.Mirrors;

/// <summary>The images that paved roads start unless a team says otherwise: engines, pickers, notebooks. Read from the values of their
/// charts, which name every image by digest.</summary>
internal static partial class RoadImages
{
    private const string Folder = "Infra.Reports.roads/";

    /// <summary>Each image with the name of its road.</summary>
    public static ImmutableArray<(string Road, string Reference)> All { get; } =
    [
        .. from name in typeof(RoadImages).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
           where name.StartsWith(Folder, StringComparison.Ordinal)
           from reference in Read(name)
           select (name.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries)[^1], reference),
    ];

    private static List<string> Read(string name)
    {
        using var text = new StreamReader(typeof(RoadImages).Assembly.GetManifestResourceStream(name)!);
        return [.. Texts(Yaml.ReadTexts(text)).Where(value => ByDigest().IsMatch(value))];
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value => [value.GetValue<string?>() ?? ""],
        _ => [],
    };

    [GeneratedRegex("@sha256:[0-9a-f]{64}$")]
    private static partial Regex ByDigest();
}
