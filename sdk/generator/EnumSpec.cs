using System.Collections.Generic;

namespace Pulumi.Generator;

/// <summary>An enumeration of strings or integers.</summary>
public sealed class EnumSpec(string token, string name, bool isString, IReadOnlyList<KeyValuePair<string, object>> values)
{
    /// <summary>The token of the type.</summary>
    public string Token { get; } = token;

    /// <summary>The last part of the token.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the values are strings; integers otherwise.</summary>
    public bool IsString { get; } = isString;

    /// <summary>The C# name and the value of each member, in the order of the schema.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Values { get; } = values;
}
