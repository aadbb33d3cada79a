namespace Pulumi.Generator;

/// <summary>What a schema type is.</summary>
public enum TypeKind
{
    /// <summary>A Boolean.</summary>
    Boolean,

    /// <summary>A 32-bit integer.</summary>
    Integer,

    /// <summary>A double.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>Any value.</summary>
    Any,

    /// <summary>A JSON value.</summary>
    Json,

    /// <summary>An asset or an archive.</summary>
    Asset,

    /// <summary>An archive.</summary>
    Archive,

    /// <summary>A list.</summary>
    Array,

    /// <summary>A map with string keys.</summary>
    Map,

    /// <summary>A nested object type of the schema.</summary>
    Object,

    /// <summary>An enumeration of the schema.</summary>
    Enum,

    /// <summary>One of several types.</summary>
    Union,
}
