using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi;

namespace Infra.Planning.Values;

/// <summary>Converts between the plain values that mocks receive and return, and JSON with sorted members that is the same on every
/// run.</summary>
internal static class PlainJson
{
    /// <summary>An input of a resource as JSON.</summary>
    internal static JsonNode? From(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        IReadOnlyDictionary<string, object> map => FromMap(map),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(From)]),
        Resource resource => JsonValue.Create(Placeholder.Of(resource.GetResourceName(), "urn")),
        _ => JsonValue.Create($"[{value.GetType().Name}]"),
    };

    /// <summary>The inputs of a resource as JSON.</summary>
    internal static JsonObject FromMap(IReadOnlyDictionary<string, object> map)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            json[key] = From(value);
        }

        return json;
    }

    /// <summary>JSON text as JSON with sorted members; the text itself if it is not JSON.</summary>
    internal static JsonNode? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return From(Value(document.RootElement));
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .ToImmutableDictionary(member => member.Name, member => Value(member.Value)!),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
