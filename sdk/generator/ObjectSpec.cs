using System.Collections.Generic;

namespace Pulumi.Generator;

/// <summary>A nested type: either an object with properties or an enumeration.</summary>
public sealed class ObjectSpec(string token, string name, IReadOnlyList<PropertySpec> properties)
{
    /// <summary>The token of the type.</summary>
    public string Token { get; } = token;

    /// <summary>The last part of the token.</summary>
    public string Name { get; } = name;

    /// <summary>The properties, sorted as in the schema.</summary>
    public IReadOnlyList<PropertySpec> Properties { get; } = properties;
}
