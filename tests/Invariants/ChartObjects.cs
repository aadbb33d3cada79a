using Infra.Tests.SdkSurface;

namespace Infra.Tests.Invariants;

/// <summary>What the charts bring, use, guard and finalize: <c>charts.txt</c>.</summary>
internal static class ChartObjects
{
    public const string File = "tests/Invariants/charts.txt";

    private static readonly string[] _words = ["brings", "uses", "guards", "finalizes", "-"];

    private static readonly Lazy<ILookup<(string Chart, string Word), string>> _lines = new(() =>
        (from line in System.IO.File.ReadLines(Path.Combine(Repository.Root, File))
         where line.Length > 0 && line[0] != '#'
         let words = line.Split(' ')
         select _words.Contains(words[1])
             ? (Key: (words[0], words[1]), Names: words[1] == "-" ? ["-"] : words[2..])
             : throw new InvalidDataException($"{File}: \"{line}\" has no known second word."))
        .SelectMany(line => line.Names, (line, name) => (line.Key, Name: name)).ToLookup(line => line.Key, line => line.Name));

    /// <summary>The charts that have a line.</summary>
    public static IEnumerable<string> Charts => _lines.Value.Select(line => line.Key.Chart).Distinct();

    /// <summary>The groups of kinds that a chart brings.</summary>
    public static IEnumerable<string> Brings(string chart) => _lines.Value[(chart, "brings")];

    /// <summary>The groups of kinds of which it contains objects.</summary>
    public static IEnumerable<string> Uses(string chart) => _lines.Value[(chart, "uses")];

    /// <summary>The core kinds for which a webhook of it fails closed.</summary>
    public static IEnumerable<string> Guards(string chart) => _lines.Value[(chart, "guards")];

    /// <summary>The kinds whose objects only its pods let go.</summary>
    public static IEnumerable<string> Finalizes(string chart) => _lines.Value[(chart, "finalizes")];
}
