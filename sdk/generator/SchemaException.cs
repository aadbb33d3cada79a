using System;

namespace Pulumi.Generator;

/// <summary>A schema that cannot be read: not JSON (then with the offset of the mistake) or not a package schema.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Reports what is wrong with the content of a schema.</summary>
    public SchemaException(string message)
        : base(message)
    {
    }

    /// <summary>Reports what is wrong with the JSON, and where.</summary>
    public SchemaException(string message, int offset)
        : base(message)
    {
        Offset = offset;
    }

    /// <summary>The offset in characters of a mistake in the JSON; null where the JSON is right and its content is not.</summary>
    public int? Offset { get; }
}
