using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning.Differences;

namespace Infra.Reports.Comparisons;

/// <summary>What the engine would do with a resource, as a reader is told.</summary>
/// <param name="Difference">What it would do.</param>
/// <param name="Properties">What differs, also inside documents that are held as text.</param>
public sealed record ResourceChange(ResourceDifference Difference, ImmutableArray<PropertyChange> Properties)
{
    /// <summary>What is lost with it: <c>data</c>, <c>keys</c> or <c>a cluster</c>; null where nothing is.</summary>
    public string? Loses => Difference is { Ends: true, Retained: false } ? Held.By(Difference.Type) : null;

    internal static ResourceChange Of(ResourceDifference difference) =>
        new(difference, [.. difference.Properties.SelectMany(Expand)]);

    private static IEnumerable<PropertyChange> Expand(PropertyDifference property)
    {
        var inside = property.Because is null && Text(property.Before) is { } before && Text(property.After) is { } after
            ? TextDocuments.Between(before, after)
            : [];
        return inside.Count == 0
            ? [new(property.Path, null, property.Before, property.After, property.Replaces, property.Because)]
            : inside.Select(each =>
                new PropertyChange(property.Path, each.Inside, each.Before, each.After, property.Replaces, property.Because));
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
