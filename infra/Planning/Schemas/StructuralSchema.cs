using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Planning.Schemas;

/// <summary>Reads the structural schemas in which Kubernetes extensions describe their objects
/// (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema). Rules
/// in CEL and string formats are not checked.</summary>
internal static class StructuralSchema
{
    /// <summary>The members of an object.</summary>
    /// <param name="token">Name of the object in a finding.</param>
    /// <param name="schema">Its schema.</param>
    internal static PropertySet Properties(string token, JsonObject schema)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet(StringComparer.Ordinal) ?? [];
        return new PropertySet(
            (schema["properties"]?.AsObject() ?? []).ToImmutableSortedDictionary(
                member => member.Key,
                member => new SchemaProperty(
                    TypeOf($"{token}.{member.Key}", member.Value!.AsObject()), required.Contains(member.Key), false, null, null),
                StringComparer.Ordinal),
            Is(schema, "x-kubernetes-preserve-unknown-fields"));
    }

    private static SchemaType TypeOf(string token, JsonObject schema)
    {
        var type = Unlimited(token, schema);
        var limits = new Limits(
            Between(schema, "minimum", "maximum"), Between(schema, "minLength", "maxLength"), Between(schema, "minItems", "maxItems"),
            Between(schema, "minProperties", "maxProperties"), (string?)schema["pattern"]);
        return limits == Limits.None ? type : new SchemaType.Limited(type, limits);
    }

    private static SchemaType Unlimited(string token, JsonObject schema)
    {
        if (Is(schema, "x-kubernetes-int-or-string"))
        {
            return new SchemaType.Union([new SchemaType.Primitive("integer"), new SchemaType.Primitive("string")]);
        }

        var kind = (string?)schema["type"];
        if (schema["enum"] is JsonArray allowed)
        {
            return new SchemaType.Enumeration(token, kind ?? "string", [.. allowed.Select(value => value!.ToString())]);
        }

        return kind switch
        {
            null => new SchemaType.Open(),
            "array" => new SchemaType.List(TypeOf(token, schema["items"]!.AsObject())),
            "object" => schema["additionalProperties"] switch
            {
                JsonObject values => new SchemaType.Map(TypeOf(token, values)),
                JsonValue any when any.GetValue<bool>() => new SchemaType.Map(new SchemaType.Open()),
                _ => new SchemaType.Object(token, new Lazy<PropertySet>(() => Properties(token, schema))),
            },
            _ => new SchemaType.Primitive(kind),
        };
    }

    private static bool Is(JsonObject schema, string name) => (bool?)schema[name] == true;

    private static Bounds Between(JsonObject schema, string least, string most) => new((double?)schema[least], (double?)schema[most]);
}
