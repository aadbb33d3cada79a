using System.Collections.Generic;

namespace Pulumi.Generator;

/// <summary>A resource, or the provider itself.</summary>
public sealed class ResourceSpec(
    string token,
    string name,
    IReadOnlyList<PropertySpec> inputs,
    IReadOnlyList<PropertySpec> outputs,
    IReadOnlyList<PropertySpec>? state,
    IReadOnlyList<string> aliases,
    string? deprecationMessage)
{
    /// <summary>The type token that the engine knows.</summary>
    public string Token { get; } = token;

    /// <summary>The name of the C# class.</summary>
    public string Name { get; } = name;

    /// <summary>The arguments.</summary>
    public IReadOnlyList<PropertySpec> Inputs { get; } = inputs;

    /// <summary>The outputs.</summary>
    public IReadOnlyList<PropertySpec> Outputs { get; } = outputs;

    /// <summary>What qualifies the look-up of an existing resource; null where its id is enough.</summary>
    public IReadOnlyList<PropertySpec>? State { get; } = state;

    /// <summary>The type tokens that the resource had before.</summary>
    public IReadOnlyList<string> Aliases { get; } = aliases;

    /// <summary>What to use instead, where the resource is deprecated.</summary>
    public string? DeprecationMessage { get; } = deprecationMessage;

    /// <summary>Whether this is the provider.</summary>
    public bool IsProvider => Name == "Provider" && Token.StartsWith("pulumi:providers:", System.StringComparison.Ordinal);
}
