using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning.Differences;

namespace Infra.Reports.Comparisons;

/// <summary>A comparison in words and lines, for a terminal and for a pull request alike.</summary>
public static class ComparisonWords
{
    /// <summary>How wide a line is at most, in characters.</summary>
    public const int Width = 120;

    // Beside the indent and the mark.
    private const int Room = Width - 4;

    private static readonly string[] _summary = ["created", "imported", "changed", "replaced", "deleted", "forgotten"];

    private static readonly JsonSerializerOptions _format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The number of resources by what happens to them: <c>1 created, 2 changed</c>.</summary>
    public static string Summary(IEnumerable<ResourceChange> changes)
    {
        var counts = changes.CountBy(change => change.Difference.Kind switch
        {
            DifferenceKind.Create => "created",
            DifferenceKind.Import => "imported",
            DifferenceKind.Change => "changed",
            DifferenceKind.CreateThenDelete or DifferenceKind.DeleteThenCreate => "replaced",
            DifferenceKind.Delete => "deleted",
            _ => "forgotten",
        }).ToDictionary();
        var words = _summary.Where(counts.ContainsKey)
            .Select(word => string.Create(CultureInfo.InvariantCulture, $"{counts[word]} {word}"));
        return string.Join(", ", words.DefaultIfEmpty("no resource differs"));
    }

    /// <summary>A difference in cost: <c>1,020.00 to 9,000.00 → 1,093.00 to 9,073.00 US dollars a month (+73.00, +73.00)</c>.</summary>
    public static string Cost(MonthlyCost before, MonthlyCost after) => before == after
        ? $"{Range(after)} US dollars a month, as before"
        : $"{Range(before)} → {Range(after)} US dollars a month ({Delta(before, after)})";

    /// <summary>What is different of a resource: a line about it, and lines about its properties.</summary>
    /// <returns>Each line with its mark: <c>+</c>, <c>-</c>, <c>~</c> or <c>±</c> for the resource, <c>+</c> and <c>-</c> for a value that
    /// has a line of its own, otherwise a space.</returns>
    public static IEnumerable<(char Mark, string Text)> Lines(ResourceChange change)
    {
        var difference = change.Difference;
        var (mark, verb) = Verb(difference.Kind);
        var notes = string.Concat(
            change.Loses is { } held ? $"  !!! {held} {(held.EndsWith('s') || held == "data" ? "go" : "goes")} with it" : "",
            difference.Refused ? "  (refused: it is protected)" : "",
            difference.Retained ? "  (the old one stays in the cloud)" : "");
        var first = (mark, $"{verb} {difference.Type.Split(':')[^1]} {Visible(difference.Name)}{notes}");
        return change.Properties.SelectMany(Lines).Prepend(first).SelectMany(Wrapped);
    }

    /// <summary>A text in which nothing is hidden: control characters and marks of direction are shown by their number.</summary>
    internal static string Visible(string text) => text.Any(IsHidden)
        ? string.Concat(text.Select(letter =>
            IsHidden(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : letter.ToString()))
        : text;

    private static (char Mark, string Verb) Verb(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Create => ('+', "create"),
        DifferenceKind.Import => ('+', "import"),
        DifferenceKind.Change => ('~', "change"),
        DifferenceKind.CreateThenDelete => ('±', "replace, new one first,"),
        DifferenceKind.DeleteThenCreate => ('±', "replace, old one first,"),
        DifferenceKind.Delete => ('-', "delete"),
        DifferenceKind.Forget => ('-', "forget, the cloud keeps it,"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of difference"),
    };

    private static IEnumerable<(char Mark, string Text)> Lines(PropertyChange property)
    {
        const string indent = "    ";
        var where = Visible(property.Path) + (property.Inside is { } inside ? $" » {Visible(inside)}" : "");
        var forces = property.Replaces ? "  (forces the replacement)" : "";
        if (property.Because is { } cause)
        {
            return [(' ', $"{indent}{where}: with {Visible(cause)}{forces}")];
        }

        if (Members(property) is { } members)
        {
            return [(' ', $"{indent}{where}: {members}{forces}")];
        }

        var (before, after) = (Value(property.Before), Value(property.After));
        var line = $"{indent}{where}: {before} → {after}{forces}";
        return line.Length <= Room
            ? [(' ', line)]
            : [(' ', $"{indent}{where}:{forces}"), ('-', Shortened(indent + indent + before)), ('+', Shortened(indent + indent + after))];
    }

    // What does not fit goes on below, from a space on where there is one.
    private static IEnumerable<(char Mark, string Text)> Wrapped((char Mark, string Text) line)
    {
        while (line.Text.Length > Room)
        {
            var space = line.Text.LastIndexOf(' ', Room - 1);
            var at = space > Room / 2 ? space : Room;
            yield return (line.Mark, line.Text[..at]);
            line = (line.Mark is '+' or '-' && line.Text[0] == ' ' ? line.Mark : ' ', $"        {line.Text[at..].TrimStart()}");
        }

        yield return line;
    }

    // Of lists of plain values what came and what went; null where that does not say it all in a line.
    private static string? Members(PropertyChange property)
    {
        if (property is not { Before: JsonArray old, After: JsonArray @new }
            || old.Concat(@new).Any(item => item is JsonObject or JsonArray))
        {
            return null;
        }

        var (before, after) = (old.Select(Value).ToList(), @new.Select(Value).ToList());
        var parts = after.Except(before, StringComparer.Ordinal).Select(item => $"+{item}")
            .Concat(before.Except(after, StringComparer.Ordinal).Select(item => $"-{item}"));
        var text = string.Join(", ", parts);
        return text.Length is > 0 and < 80 ? text : null;
    }

    private static string Value(JsonNode? value) => value switch
    {
        null => "none",
        JsonValue text when text.TryGetValue<string>(out var plain) => Visible(plain.Replace("\n", "\\n", StringComparison.Ordinal)),
        _ => Visible(value.ToJsonString(_format)),
    };

    private static string Shortened(string text) => text.Length <= Room
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text[..(Room - 30)]}… ({text.Length:N0} characters)");

    private static string Range(MonthlyCost cost) => cost.Min == cost.Max ? Number(cost.Min) : $"{Number(cost.Min)} to {Number(cost.Max)}";

    private static string Delta(MonthlyCost before, MonthlyCost after) =>
        (after.Min - before.Min, after.Max - before.Max) is var (min, max) && min == max ? Signed(min) : $"{Signed(min)} to {Signed(max)}";

    private static string Signed(decimal amount) => (amount < 0 ? "-" : "+") + Number(Math.Abs(amount));

    private static string Number(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static bool IsHidden(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format;
}
