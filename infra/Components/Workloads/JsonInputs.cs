using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi;

namespace Infra.Components.Workloads;

/// <summary>Converts JSON into the plain values that the SDK can send to the engine.</summary>
public static class JsonInputs
{
    /// <summary>An object as an input map: chart values, or a part of a manifest.</summary>
    public static InputMap<object> ToInputMap(this JsonObject json) => ToDictionary(json);

    /// <summary>A list of objects as an input list.</summary>
    public static InputList<object> ToInputList(this JsonArray list) => (ImmutableArray<object>)ToValue(list);

    private static ImmutableDictionary<string, object> ToDictionary(JsonObject json) =>
        json.Where(member => member.Value is not null).ToImmutableDictionary(member => member.Key, member => ToValue(member.Value!));

    private static object ToValue(JsonNode node) => node switch
    {
        JsonObject json => ToDictionary(json),
        // Nulls keep their place in a list; the SDK sends them as such.
        JsonArray list => list.Select(item => item is null ? null! : ToValue(item)).ToImmutableArray(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            // A number that C# code added keeps its own type (GetValue<double> refuses an int); its JSON text is the same for all types.
            JsonValueKind.Number => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
            _ => node.GetValue<string>(),
        },
    };
}
