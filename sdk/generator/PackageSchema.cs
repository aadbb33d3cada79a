using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Pulumi.Generator;

/// <summary>
/// A package schema (https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/), as far as code is generated from it.
/// </summary>
public sealed class PackageSchema
{
    private const string DeprecationMessage = "deprecationMessage";

    private readonly JsonObject _types;
    private readonly JsonObject _namespaces;
    private readonly Regex _moduleFormat;
    private readonly Dictionary<string, ObjectSpec> _objects = [];
    private readonly Dictionary<string, EnumSpec> _enums = [];

    private PackageSchema(JsonObject root)
    {
        Name = root.String("name", "schema") ?? throw new SchemaException("the schema has no name");
        Version = root.String("version", "schema") ?? throw new SchemaException("the schema has no version");
        var language = root.Object("language", "schema").Object("csharp", "language");
        IsKubernetes = language.String("compatibility", "language.csharp") == "kubernetes20";
        _namespaces = language.Object("namespaces", "language.csharp");
        _moduleFormat = Format(root.Object("meta", "schema").String("moduleFormat", "meta") ?? "(.*)");
        _types = root.Object("types", "schema");
        RootNamespace = $"Pulumi.{NamespaceOf(Name)}";

        Provider = Resource($"pulumi:providers:{Name}", "Provider", root.Object("provider", "schema"));
        Resources = Each(root.Object("resources", "schema"), (token, schema) => Resource(token, NameOf(token), schema));
        Functions = Each(root.Object("functions", "schema"), Function);
    }

    /// <summary>The name of the package.</summary>
    public string Name { get; }

    /// <summary>The version of the package.</summary>
    public string Version { get; }

    /// <summary>Whether the package follows the conventions of Pulumi.Kubernetes.</summary>
    public bool IsKubernetes { get; }

    /// <summary>The namespace of the package, such as <c>Pulumi.Aws</c>.</summary>
    public string RootNamespace { get; }

    /// <summary>The provider.</summary>
    public ResourceSpec Provider { get; }

    /// <summary>The resources.</summary>
    public IReadOnlyList<ResourceSpec> Resources { get; }

    /// <summary>The functions.</summary>
    public IReadOnlyList<FunctionSpec> Functions { get; }

    /// <summary>The enumerations that the resources and functions reach.</summary>
    public IEnumerable<EnumSpec> Enums => _enums.Values;

    /// <summary>Reads a schema.</summary>
    /// <exception cref="SchemaException">The text is not JSON or not a schema that code can be generated from.</exception>
    public static PackageSchema Parse(string text) => new(JsonReader.Read(text));

    /// <summary>The object type with this token.</summary>
    public ObjectSpec Object(string token) => _objects[token];

    /// <summary>The enumeration with this token.</summary>
    public EnumSpec Enum(string token) => _enums[token];

    /// <summary>The module of a token as C# writes it, such as <c>Core.V1</c>; empty for the root of the package.</summary>
    public string Module(string token)
    {
        var isProvider = token.StartsWith("pulumi:providers:", StringComparison.Ordinal);
        var module = isProvider ? "" : _moduleFormat.Match(Part(token, 1)).Groups[1].Value;
        return module is "" or "index" ? "" : NamespaceOf(module);
    }

    /// <summary>The last part of a token, with a capital letter.</summary>
    public static string NameOf(string token) => Naming.Pascal(Part(token, 2));

    private static Regex Format(string pattern)
    {
        try
        {
            return new Regex($"^{pattern}$", RegexOptions.CultureInvariant);
        }
        catch (ArgumentException exception)
        {
            throw new SchemaException($"meta.moduleFormat is not a regular expression: {exception.Message}");
        }
    }

    private static string Part(string token, int index)
    {
        var parts = token.Split(':');
        return parts.Length == 3 && parts[index].Length > 0
            ? parts[index]
            : throw new SchemaException($"\"{token}\" is not a token (package:module:Name)");
    }

    private static List<T> Each<T>(JsonObject members, Func<string, JsonObject, T> read) =>
        [.. members.Names.Select(name => read(name, members.Object(name, "schema")))];

    private string NamespaceOf(string module) => _namespaces.String(module, "language.csharp.namespaces")
        ?? throw new SchemaException($"language.csharp.namespaces has no C# name for \"{module}\"");

    private ResourceSpec Resource(string token, string name, JsonObject schema)
    {
        var state = schema["stateInputs"] is null ? null : schema.Object("stateInputs", token);
        return new ResourceSpec(
            token,
            name,
            Properties(token, schema.Object("inputProperties", token), schema.Strings("requiredInputs", token)),
            Properties(token, schema.Object("properties", token), schema.Strings("required", token), memberOf: name),
            state is null ? null : Properties(token, state.Object("properties", token), []),
            [.. schema.Objects("aliases", token).Select(Alias)],
            schema.String(DeprecationMessage, token));

        string Alias(JsonObject alias) => alias.String("type", token) ?? throw new SchemaException($"{token}: an alias has no type");
    }

    private FunctionSpec Function(string token, JsonObject schema)
    {
        var inputs = schema.Object("inputs", token);
        var outputs = schema.Object("outputs", token);
        return new FunctionSpec(
            token,
            NameOf(token),
            Properties(token, inputs.Object("properties", token), inputs.Strings("required", token)),
            Properties(token, outputs.Object("properties", token), outputs.Strings("required", token)),
            schema.String(DeprecationMessage, token));
    }

    private List<PropertySpec> Properties(string owner, JsonObject properties, IReadOnlyList<string> required, string? memberOf = null)
    {
        foreach (var name in required.Where(name => properties[name] is null))
        {
            throw new SchemaException($"{owner} requires \"{name}\", which it does not have");
        }

        return Each(properties, (name, schema) =>
        {
            var path = $"{owner}.{name}";
            var csharp = schema.Object("language", path).Object("csharp", path).String("name", path) ?? Naming.Pascal(name);
            return csharp == memberOf
                ? throw new SchemaException($"{path} has the name of its class; give it a language.csharp.name")
                : new PropertySpec(
                    name,
                    csharp,
                    Type(schema, path),
                    required.Contains(name),
                    schema,
                    schema.Object("defaultInfo", path).Strings("environment", path));
        });
    }

    private TypeRef Type(JsonObject schema, string path)
    {
        if (schema["oneOf"] is not null)
        {
            var cases = schema.Objects("oneOf", path).Select(each => Type(each, path)).ToList();
            return cases.Count > 1
                ? new TypeRef(TypeKind.Union, null, cases)
                : throw new SchemaException($"{path}.oneOf has fewer than two cases");
        }

        var reference = schema.String("$ref", path);
        return reference is not null ? Reference(reference, path) : schema.String("type", path) switch
        {
            "string" => new TypeRef(TypeKind.String),
            "boolean" => new TypeRef(TypeKind.Boolean),
            "integer" => new TypeRef(TypeKind.Integer),
            "number" => new TypeRef(TypeKind.Number),
            "array" => new TypeRef(TypeKind.Array, null, [Type(schema.Object("items", path), $"{path}[]")]),
            "object" => new TypeRef(TypeKind.Map, null, [Type(schema.Object("additionalProperties", path), $"{path}{{}}")]),
            var other => throw new SchemaException($"{path} has the type \"{other}\", which is none of a schema's"),
        };
    }

    private TypeRef Reference(string reference, string path)
    {
        switch (reference)
        {
            case "pulumi.json#/Any": return new TypeRef(TypeKind.Any);
            case "pulumi.json#/Json": return new TypeRef(TypeKind.Json);
            case "pulumi.json#/Asset": return new TypeRef(TypeKind.Asset);
            case "pulumi.json#/Archive": return new TypeRef(TypeKind.Archive);
        }

        const string Local = "#/types/";
        var token = reference.StartsWith(Local, StringComparison.Ordinal) ? reference.Substring(Local.Length) : "";
        if (_types[token] is not JsonObject type)
        {
            throw new SchemaException($"{path} refers to {reference}, which the schema does not have");
        }

        if (type["enum"] is not null)
        {
            if (!_enums.ContainsKey(token))
            {
                _enums.Add(token, ReadEnum(token, type));
            }

            return new TypeRef(TypeKind.Enum, token);
        }

        if (!_objects.ContainsKey(token))
        {
            var properties = new List<PropertySpec>();
            _objects.Add(token, new ObjectSpec(token, NameOf(token), properties));
            properties.AddRange(Properties(token, type.Object("properties", token), type.Strings("required", token)));
        }

        return new TypeRef(TypeKind.Object, token);
    }

    private static EnumSpec ReadEnum(string token, JsonObject type)
    {
        var isString = type.String("type", token) == "string";
        var values = type.Objects("enum", token).Select(each => new KeyValuePair<string, object>(
            Naming.EnumMember(each.String("name", token) ?? each["value"] as string ?? "", NameOf(token)),
            each["value"] is { } value && value is string == isString
                ? value
                : throw new SchemaException($"{token} has a member of another type")));
        return new EnumSpec(token, NameOf(token), isString, [.. values]);
    }
}
