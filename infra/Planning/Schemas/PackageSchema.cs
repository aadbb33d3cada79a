using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Infra.Planning.Schemas;

/// <summary>One package in the format of https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/schema/, embedded in this
/// assembly.</summary>
internal sealed class PackageSchema
{
    private const string TypePrefix = "#/types/";
    private readonly JsonElement _root;
    private readonly ConcurrentDictionary<string, ResourceSchema?> _resources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ResourceSchema?> _functions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SchemaType> _types = new(StringComparer.Ordinal);

    private PackageSchema(JsonElement root, string name)
    {
        _root = root;
        var provider = Member(root, "provider");
        Provider = new ResourceSchema(
            $"pulumi:providers:{name}",
            Properties(string.Empty, Member(provider, "inputProperties"), Member(provider, "requiredInputs")),
            Properties(string.Empty, Member(provider, "properties"), Member(provider, "required")));
    }

    /// <summary>The provider itself as a resource.</summary>
    internal ResourceSchema Provider { get; }

    /// <summary>Reads a package; null if the assembly has no such schema.</summary>
    internal static PackageSchema? Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"schemas/{name}.json");
        return stream is null ? null : new PackageSchema(JsonDocument.Parse(stream).RootElement, name);
    }

    /// <summary>A resource by its type token.</summary>
    internal ResourceSchema? Resource(string token) => _resources.GetOrAdd(token, _ =>
    {
        var resource = Member(Member(_root, "resources"), token);
        return resource.ValueKind == JsonValueKind.Undefined ? null : new ResourceSchema(
            token,
            Properties(token, Member(resource, "inputProperties"), Member(resource, "requiredInputs")),
            Properties(token, Member(resource, "properties"), Member(resource, "required")))
        {
            Aliases = Member(resource, "aliases") is { ValueKind: JsonValueKind.Array } aliases
                ? [.. aliases.EnumerateArray().Select(alias => Text(alias, "type")!)]
                : [],
        };
    });

    /// <summary>A function by its token.</summary>
    internal ResourceSchema? Function(string token) => _functions.GetOrAdd(token, _ =>
    {
        var function = Member(Member(_root, "functions"), token);
        return function.ValueKind == JsonValueKind.Undefined
            ? null
            : new ResourceSchema(token, ObjectOf(token, Member(function, "inputs")), ObjectOf(token, Member(function, "outputs")));
    });

    /// <summary>The properties of a nested type by its token; null if it has none.</summary>
    internal PropertySet? Nested(string token) => (Named(token) as SchemaType.Object)?.Properties.Value;

    /// <summary>A nested type by its token; open if the package does not have it.</summary>
    internal SchemaType Named(string token) => _types.GetOrAdd(token, _ =>
    {
        var type = Member(Member(_root, "types"), token);
        if (Member(type, "enum") is { ValueKind: JsonValueKind.Array } values)
        {
            return new SchemaType.Enumeration(
                token, Text(type, "type")!, [.. values.EnumerateArray().Select(value => Text(value, "value")!)]);
        }

        return type.ValueKind == JsonValueKind.Undefined
            ? new SchemaType.Open()
            : new SchemaType.Object(token, new Lazy<PropertySet>(() => ObjectOf(token, type)));
    });

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        var other => other.GetRawText(),
    };

    private PropertySet ObjectOf(string token, JsonElement element) =>
        Properties(token, Member(element, "properties"), Member(element, "required"));

    private PropertySet Properties(string token, JsonElement properties, JsonElement required)
    {
        if (properties.ValueKind != JsonValueKind.Object)
        {
            return PropertySet.Empty;
        }

        var names = required.ValueKind == JsonValueKind.Array
            ? required.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        return new PropertySet(properties.EnumerateObject().ToImmutableSortedDictionary(
            property => property.Name,
            property => new SchemaProperty(
                AllowedValues.Restrict(token, property.Name, TypeOf(property.Value)),
                names.Contains(property.Name),
                Member(property.Value, "secret").ValueKind == JsonValueKind.True,
                Text(property.Value, "const"),
                Text(property.Value, "default")),
            StringComparer.Ordinal));
    }

    private SchemaType TypeOf(JsonElement element)
    {
        if (Text(element, "$ref") is { } reference)
        {
            return reference.StartsWith(TypePrefix, StringComparison.Ordinal)
                ? Named(Uri.UnescapeDataString(reference[TypePrefix.Length..]))
                : new SchemaType.Open();
        }

        if (Member(element, "oneOf") is { ValueKind: JsonValueKind.Array } cases)
        {
            return new SchemaType.Union([.. cases.EnumerateArray().Select(TypeOf)]);
        }

        return Text(element, "type") switch
        {
            "array" => new SchemaType.List(TypeOf(Member(element, "items"))),
            "object" => new SchemaType.Map(TypeOf(Member(element, "additionalProperties"))),
            { } primitive => new SchemaType.Primitive(primitive),
            null => new SchemaType.Open(),
        };
    }
}
