namespace Pulumi.Generator;

/// <summary>For which use a type is written.</summary>
public enum Shape
{
    /// <summary>Arguments of a resource: <c>XArgs</c>.</summary>
    Args,

    /// <summary>State that qualifies a look-up: <c>XGetArgs</c>.</summary>
    State,

    /// <summary>Outputs: <c>X</c>.</summary>
    Output,
}
