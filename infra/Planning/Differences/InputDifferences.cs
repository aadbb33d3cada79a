using System.Text.Json.Nodes;
using Infra.Planning.Values;

namespace Infra.Planning.Differences;

/// <summary>Where two sets of inputs differ. A list of plain values is one value; the elements of any other list are compared by their
/// position, as providers do.</summary>
internal static class InputDifferences
{
    /// <summary>The smallest values that differ.</summary>
    internal static IEnumerable<(PropertyPath Path, JsonNode? Before, JsonNode? After)> Between(
        JsonNode? before, JsonNode? after, PropertyPath path)
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return [];
        }

        return (before, after) switch
        {
            (JsonObject old, JsonObject @new) => old.Select(member => member.Key).Union(@new.Select(member => member.Key))
                .Order(StringComparer.Ordinal).SelectMany(name => Between(old[name], @new[name], path.Then(name))),
            (JsonArray old, JsonArray @new) when HasParts(old) || HasParts(@new) => Enumerable.Range(0, Math.Max(old.Count, @new.Count))
                .SelectMany(index => Between(old.ElementAtOrDefault(index), @new.ElementAtOrDefault(index), path.At(index))),
            _ => [(path, before, after)],
        };
    }

    /// <summary>The same smallest values of one set of inputs.</summary>
    internal static IEnumerable<(PropertyPath Path, JsonNode Value)> Leaves(JsonNode? node, PropertyPath path) => node switch
    {
        null => [],
        JsonObject map => map.SelectMany(member => Leaves(member.Value, path.Then(member.Key))),
        JsonArray list when HasParts(list) => list.SelectMany((item, index) => Leaves(item, path.At(index))),
        _ => [(path, node)],
    };

    /// <summary>The texts in a value.</summary>
    internal static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    /// <summary>The values at a path below a value, through lists.</summary>
    internal static IEnumerable<JsonNode?> At(JsonNode? node, ReadOnlyMemory<string> parts) => node switch
    {
        JsonArray list when parts.Length > 0 => list.SelectMany(item => At(item, parts)),
        _ when parts.IsEmpty => [node],
        JsonObject map => At(map[parts.Span[0]], parts[1..]),
        _ => [],
    };

    private static bool HasParts(JsonArray list) => list.Any(item => item is JsonObject or JsonArray);
}
