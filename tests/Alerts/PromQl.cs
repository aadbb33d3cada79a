using System.Text.RegularExpressions;

namespace Infra.Tests.Alerts;

/// <summary>What can be told of an expression of PromQL without an engine. What it evaluates to is in the tests beside this file, which
/// promtool runs.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> _words = new(StringComparer.Ordinal)
    {
        "and", "or", "unless", "bool", "by", "without", "on", "ignoring", "group_left", "group_right", "offset",
        "absent", "avg", "avg_over_time", "clamp_max", "count", "histogram_quantile", "increase", "label_replace", "max", "max_over_time",
        "rate", "sum", "sum_over_time", "time", "vector",
    };

    /// <summary>Names of the metrics in an expression.</summary>
    public static IEnumerable<string> Metrics(string expression) => Name().Matches(Noise().Replace(expression, " "))
        .Select(match => match.Value).Where(name => !_words.Contains(name)).Distinct(StringComparer.Ordinal);

    // Texts, label matchers, ranges, and the lists of labels behind by, on and their like.
    [GeneratedRegex("""\{[^}]*\}|"[^"]*"|\[[^\]]*\]|\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)""")]
    private static partial Regex Noise();

    [GeneratedRegex(@"(?<![0-9a-zA-Z_:.])[a-zA-Z_:][a-zA-Z0-9_:]*")]
    private static partial Regex Name();
}
