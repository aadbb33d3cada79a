using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Planning.Values;

/// <summary>Where a value is in the inputs of a resource, as Pulumi writes it: <c>rules[0].id</c>,
/// <c>metadata.labels["app.kubernetes.io/name"]</c>, <c>spec.containers[*].image</c>.</summary>
/// <param name="Parts">Names of members, indices of lists as <c>[0]</c>, and <c>*</c> for all of them.</param>
internal sealed partial record PropertyPath(ImmutableArray<string> Parts)
{
    /// <summary>The inputs themselves.</summary>
    internal static PropertyPath Root { get; } = new([]);

    /// <summary>Reads a path.</summary>
    internal static PropertyPath Parse(string text) => new(
    [
        .. Part().Matches(text).Select(match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value
            : match.Groups["index"].Success ? Indexed(match.Groups["index"].Value)
            : match.Groups["name"].Value),
    ]);

    /// <summary>The path of a member or of an element.</summary>
    internal PropertyPath Then(string part) => new(Parts.Add(part));

    /// <summary>The path of an element of a list.</summary>
    internal PropertyPath At(int index) => Then($"[{index}]");

    /// <summary>The same without indices: what a schema calls it.</summary>
    internal PropertyPath WithoutIndices() => new([.. Parts.Where(part => part[0] != '[')]);

    /// <summary>Whether another path is this one or inside it.</summary>
    internal bool Contains(PropertyPath other) =>
        Parts.Length <= other.Parts.Length && Parts.Zip(other.Parts).All(pair => pair.First == "*" || pair.First == pair.Second);

    /// <inheritdoc/>
    public bool Equals(PropertyPath? other) => other is not null && Parts.SequenceEqual(other.Parts, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Parts.Aggregate(new StringBuilder(), (text, part) => part switch
    {
        ['[', ..] => text.Append(part),
        "*" => text.Append("[*]"),
        _ when Plain().IsMatch(part) => text.Append(text.Length == 0 ? "" : ".").Append(part),
        _ => text.Append("[\"").Append(part).Append("\"]"),
    }).ToString();

    private static string Indexed(string index) => index == "*" ? "*" : $"[{index}]";

    [GeneratedRegex("""\["(?<quoted>[^"]*)"\]|\[(?<index>[0-9*]+)\]|(?<name>[^.\[\]]+)""")]
    private static partial Regex Part();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex Plain();
}
