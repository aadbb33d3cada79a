using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Infra.Planning.Schemas;

/// <summary>Values that a service allows where its schema says only "string": the AWS schema has seven enumerations and that of Kubernetes
/// one, so otherwise only the cloud would find a wrong value. An entry also replaces an enumeration that lacks values.</summary>
internal static class AllowedValues
{
    private static readonly Lazy<JsonElement> _root = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("schemas/allowed-values.json")!;
        return JsonDocument.Parse(stream).RootElement;
    });

    /// <summary>Every type and property that has an entry.</summary>
    internal static IEnumerable<(string Token, string Property)> Entries =>
        from type in _root.Value.EnumerateObject()
        where type.Value.ValueKind == JsonValueKind.Object
        from property in type.Value.EnumerateObject()
        select (type.Name, property.Name);

    /// <summary>The type with the values that are allowed for a property; the type itself if they are not known.</summary>
    internal static SchemaType Restrict(string token, string property, SchemaType type) =>
        _root.Value.TryGetProperty(token, out var properties) && properties.TryGetProperty(property, out var values)
            ? Restrict($"{token}.{property}", type, [.. values.EnumerateArray().Select(value => value.ToString())])
            : type;

    private static SchemaType Restrict(string token, SchemaType type, ImmutableArray<string> values) => type switch
    {
        SchemaType.List list => new SchemaType.List(Restrict(token, list.Item, values)),
        SchemaType.Primitive primitive => new SchemaType.Enumeration(token, primitive.Kind, values),
        _ => new SchemaType.Enumeration(token, "string", values),
    };
}
