using System.Globalization;
using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Infra.Tests.Baselines;

/// <summary>What two baselines of a stack differ in, for a person.</summary>
internal static partial class PlanDifference
{
    // Beyond this a diff tool serves better.
    private const int MostLines = 60;

    /// <summary>Which resources were added, removed and changed by two summaries, and how their other lines changed.</summary>
    public static string OfSummaries(string recorded, string planned)
    {
        var (old, @new) = (Digests(recorded), Digests(planned));
        return Shorten(
        [
            .. @new.Keys.Except(old.Keys).Select(name => $"added:   {name}"),
            .. old.Keys.Except(@new.Keys).Select(name => $"removed: {name}"),
            .. @new.Where(line => old.TryGetValue(line.Key, out var was) && was != line.Value).Select(line => $"changed: {line.Key}"),
            .. Changes(ResourceLine.Replace(recorded, ""), ResourceLine.Replace(planned, "")),
        ]);
    }

    /// <summary>The lines that differ between two texts, each below the lines that it is indented under.</summary>
    public static string OfDetails(string recorded, string planned) => Shorten([.. Changes(recorded, planned)]);

    private static Dictionary<string, string> Digests(string summary) =>
        ResourceLine.Matches(summary).ToDictionary(line => line.Groups["name"].Value, line => line.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Changes(string recorded, string planned)
    {
        var enclosing = new List<(int Indent, string Text)>();
        foreach (var line in InlineDiffBuilder.Diff(recorded, planned, ignoreWhiteSpace: false).Lines)
        {
            var indent = line.Text.Length - line.Text.TrimStart(' ').Length;
            // An empty line is part of a longer text, and encloses nothing.
            if (line.Text.Length > 0)
            {
                enclosing.RemoveAll(other => other.Indent >= indent);
            }

            if (line.Type == ChangeType.Unchanged)
            {
                enclosing.Add((indent, line.Text));
                continue;
            }

            foreach (var (_, text) in enclosing)
            {
                yield return $"  {text}";
            }

            enclosing.Clear();
            yield return $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}".TrimEnd();
        }
    }

    private static string Shorten(string[] lines) => string.Join('\n', lines.Length <= MostLines
        ? lines
        : [.. lines.Take(MostLines), string.Create(CultureInfo.InvariantCulture, $"… and {lines.Length - MostLines} lines more")]);

    [GeneratedRegex("^[0-9a-f]{12} (?<name>\\S+ \\S+).*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ResourceLine { get; }
}
