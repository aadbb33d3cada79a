using System.Collections.Generic;

namespace Pulumi.Generator;

/// <summary>One property of a resource, of its arguments, or of a nested type.</summary>
public sealed class PropertySpec(
    string wireName,
    string name,
    TypeRef type,
    bool required,
    JsonObject schema,
    IReadOnlyList<string> environment)
{
    /// <summary>The name that the provider knows.</summary>
    public string WireName { get; } = wireName;

    /// <summary>The name of the C# member.</summary>
    public string Name { get; } = name;

    /// <summary>The type.</summary>
    public TypeRef Type { get; } = type;

    /// <summary>Whether a value must be given, or is always there.</summary>
    public bool Required { get; } = required;

    /// <summary>Whether the value is a secret.</summary>
    public bool Secret { get; } = schema.Flag("secret");

    /// <summary>Whether a change replaces the resource.</summary>
    public bool ReplaceOnChanges { get; } = schema.Flag("replaceOnChanges");

    /// <summary>What to use instead, where the property is deprecated.</summary>
    public string? DeprecationMessage { get; } = schema["deprecationMessage"] as string;

    /// <summary>The value that the property always has, or null.</summary>
    public object? Const { get; } = schema["const"];

    /// <summary>The value where none is given, or null.</summary>
    public object? Default { get; } = schema["default"];

    /// <summary>The environment variables that give a value where the program does not.</summary>
    public IReadOnlyList<string> Environment { get; } = environment;
}
