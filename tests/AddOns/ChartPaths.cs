using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;

namespace Infra.Tests.AddOns;

/// <summary>The value paths that a chart of one version has: those of its own values file and of the charts inside it. A path ends in
/// <c>{}</c>, <c>[]</c> or <c>null</c> where that is the chart's default, a list's elements are <c>[]</c>, and a key with a dot or a slash
/// is quoted.</summary>
internal sealed class ChartPaths
{
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private ChartPaths(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var path = line.Split(' ')[0];
            _paths.Add(path);

            if (path.IndexOf("[]", StringComparison.Ordinal) is > 0 and var element)
            {
                _paths.Add(path[..(element + 2)]);
            }

            // Whoever sets a list of texts sets the whole of it.
            if (path.EndsWith("[]", StringComparison.Ordinal))
            {
                _paths.Add(path[..^2]);
            }

            // What is empty by default is for the user to fill: the chart's file cannot say with what.
            if (path != line)
            {
                _open.Add(path);
            }

            // Keys with a dot or a slash are not the chart's: labels, annotations, the lines of a config map.
            if (path.IndexOf(".\"", StringComparison.Ordinal) is > 0 and var quoted)
            {
                _open.Add(path[..quoted]);
            }
        }

        // A section that can be created and annotated, and has nothing else, is a config map of whatever lines.
        foreach (var made in _paths.Where(path => path.EndsWith(".create", StringComparison.Ordinal))
            .Select(path => path[..^".create".Length])
            .Where(path => !path.EndsWith("erviceAccount", StringComparison.Ordinal)).ToList())
        {
            if (_paths.Where(path => path.StartsWith($"{made}.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .SequenceEqual([$"{made}.annotations", $"{made}.create"]))
            {
                _open.Add(made);
            }
        }
    }

    public static string File(Chart chart) => Path.Combine(Folder(), "ChartPaths", $"{chart.Name}-{chart.Version}.txt");

    public static ChartPaths Of(Chart chart) => new(System.IO.File.ReadLines(File(chart)));

    /// <summary>The paths that values set and the chart does not have.</summary>
    public IEnumerable<string> Unknown(JsonObject values) => Leaves(values, "").Where(path => !Known(path)).Distinct();

    private bool Known(string path) => _paths.Contains(path) || Ancestors(path).Any(_open.Contains);

    private static IEnumerable<string> Ancestors(string path)
    {
        var quoted = false;
        for (var index = path.Length - 1; index > 0; index--)
        {
            quoted ^= path[index] == '"';
            if (quoted)
            {
                continue;
            }

            if (path[index] == '.')
            {
                yield return path[..index];
            }
            else if (path[index] == '[')
            {
                yield return path[..index];
            }
        }
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject map when map.Count > 0 || path.Length == 0 => map.SelectMany(
            member => Leaves(member.Value, path.Length == 0 ? Key(member.Key) : $"{path}.{Key(member.Key)}")),
        JsonArray { Count: > 0 } list => list.SelectMany(element => Leaves(element, element is JsonObject ? $"{path}[]" : path)),
        JsonArray => [$"{path}[]"],
        _ => [path],
    };

    private static string Key(string key) => key.AsSpan().IndexOfAny('.', '/') >= 0 ? $"\"{key}\"" : key;

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
