using System.Collections.Generic;

namespace Pulumi.Generator;

/// <summary>The type of a property: a primitive, a list or map of another, a type of the schema, or a union.</summary>
public sealed class TypeRef(TypeKind kind, string? token = null, params IReadOnlyList<TypeRef> elements)
{
    /// <summary>What the type is.</summary>
    public TypeKind Kind { get; } = kind;

    /// <summary>The token of a <see cref="TypeKind.Object"/> or <see cref="TypeKind.Enum"/>.</summary>
    public string Token { get; } = token ?? "";

    /// <summary>The cases of a union, or the one element type of a list or map.</summary>
    public IReadOnlyList<TypeRef> Elements { get; } = elements;

    /// <summary>The element type of a list or map.</summary>
    public TypeRef Element => Elements[0];
}
