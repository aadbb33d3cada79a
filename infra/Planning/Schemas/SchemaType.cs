using System.Collections.Immutable;

namespace Infra.Planning.Schemas;

/// <summary>A type of a provider schema; the cases are listed below.</summary>
internal abstract record SchemaType
{
    private SchemaType()
    {
    }

    /// <summary>A plain value: <c>string</c>, <c>boolean</c>, <c>integer</c> or <c>number</c>.</summary>
    internal sealed record Primitive(string Kind) : SchemaType;

    /// <summary>A list.</summary>
    internal sealed record List(SchemaType Item) : SchemaType;

    /// <summary>A map with string keys.</summary>
    internal sealed record Map(SchemaType Value) : SchemaType;

    /// <summary>An object with known properties; they are read when first needed, because types may be recursive.</summary>
    internal sealed record Object(string Token, Lazy<PropertySet> Properties) : SchemaType
    {
        /// <inheritdoc/>
        public bool Equals(Object? other) => Token == other?.Token;

        /// <inheritdoc/>
        public override int GetHashCode() => Token.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>A value from a fixed list.</summary>
    internal sealed record Enumeration(string Token, string Kind, ImmutableArray<string> Values) : SchemaType;

    /// <summary>One of several types.</summary>
    internal sealed record Union(ImmutableArray<SchemaType> Cases) : SchemaType;

    /// <summary>A type whose values have limits.</summary>
    internal sealed record Limited(SchemaType Type, Limits Limits) : SchemaType;

    /// <summary>Anything: chart values, JSON, assets.</summary>
    internal sealed record Open : SchemaType;
}
