using System.Text.Json.Nodes;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Planning;

/// <summary>Removes the values of secret inputs from a plan, but keeps the names of members.</summary>
internal static class SecretInputs
{
    /// <summary>Replaces what the schema marks as secret with <see cref="Placeholder.Secret"/>.</summary>
    internal static void Hide(JsonObject inputs, PropertySet properties)
    {
        foreach (var name in inputs.Select(member => member.Key).ToArray())
        {
            if (inputs[name] is not { } value || !properties.All.TryGetValue(name, out var property))
            {
                continue;
            }

            if (property.Secret)
            {
                inputs[name] = Hidden(value);
            }
            else
            {
                Hide(value, property.Type);
            }
        }
    }

    private static void Hide(JsonNode value, SchemaType type)
    {
        switch (type, value)
        {
            case (SchemaType.Object nested, JsonObject json):
                Hide(json, nested.Properties.Value);
                break;
            case (SchemaType.List list, JsonArray items):
                foreach (var item in items.OfType<JsonNode>())
                {
                    Hide(item, list.Item);
                }

                break;
            case (SchemaType.Map map, JsonObject json):
                foreach (var (_, member) in json.Where(member => member.Value is not null))
                {
                    Hide(member!, map.Value);
                }

                break;
            case (SchemaType.Union union, _):
                foreach (var item in union.Cases)
                {
                    Hide(value, item);
                }

                break;
            default:
                break;
        }
    }

    private static JsonNode Hidden(JsonNode value) => value switch
    {
        JsonObject json => new JsonObject(json.Select(member =>
            KeyValuePair.Create(member.Key, member.Value is { } inner ? Hidden(inner) : null))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Hidden(item))]),
        _ => JsonValue.Create(Placeholder.Secret),
    };
}
