using System.Collections.Generic;

namespace Pulumi.Generator;

/// <summary>A function of the provider.</summary>
public sealed class FunctionSpec(
    string token,
    string name,
    IReadOnlyList<PropertySpec> inputs,
    IReadOnlyList<PropertySpec> outputs,
    string? deprecationMessage)
{
    /// <summary>The token that the engine knows.</summary>
    public string Token { get; } = token;

    /// <summary>The name of the C# class.</summary>
    public string Name { get; } = name;

    /// <summary>The arguments.</summary>
    public IReadOnlyList<PropertySpec> Inputs { get; } = inputs;

    /// <summary>The result.</summary>
    public IReadOnlyList<PropertySpec> Outputs { get; } = outputs;

    /// <summary>What to use instead, where the function is deprecated.</summary>
    public string? DeprecationMessage { get; } = deprecationMessage;
}
