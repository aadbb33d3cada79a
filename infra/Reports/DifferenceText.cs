using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning.Differences;

namespace Infra.Reports;

/// <summary>The difference of two plans, a line for each resource, as a person reads it:
/// <c>change NodeGroup frankfurt-inference-pool: scalingConfig.minSize 0 → 1</c>.</summary>
public static class DifferenceText
{
    // A longer value says less than its path.
    private const int LongestValue = 40;

    /// <summary>The lines, in the order of the differences.</summary>
    public static ImmutableArray<string> Lines(IEnumerable<ResourceDifference> differences) => [.. differences.Select(Line)];

    private static string Line(ResourceDifference difference)
    {
        var what = $"{Verb(difference.Kind)} {difference.Type.Split(':')[^1]} {difference.Name}";
        var replaces = difference.Properties.Where(property => property.Replaces).ToImmutableArray();
        var properties = string.Join(", ", (replaces.IsEmpty ? difference.Properties : replaces).Select(Property));
        return what + (properties.Length == 0 ? "" : $": {properties}")
            + (difference.Retained ? " (the old one stays in the cloud)" : "")
            + (difference.Refused ? " (refused: it is protected)" : "");
    }

    private static string Verb(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Create => "create",
        DifferenceKind.Import => "import",
        DifferenceKind.Change => "change",
        DifferenceKind.CreateThenDelete => "replace, new one first,",
        DifferenceKind.DeleteThenCreate => "replace, old one first,",
        DifferenceKind.Delete => "delete",
        DifferenceKind.Forget => "forget, the cloud keeps it,",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of difference"),
    };

    private static string Property(PropertyDifference property) => property.Because is { } cause
        ? $"{property.Path} with {cause}"
        : (Value(property.Before), Value(property.After)) is ({ } before, { } after)
            ? $"{property.Path} {before} → {after}"
            : property.Path;

    private static string? Value(JsonNode? value) => value switch
    {
        null => "none",
        JsonValue when value.GetValueKind() == JsonValueKind.String && value.ToString() is { Length: <= LongestValue } text => text,
        JsonValue when value.GetValueKind() != JsonValueKind.String => value.ToJsonString(),
        _ => null,
    };
}
