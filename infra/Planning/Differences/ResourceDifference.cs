using System.Collections.Immutable;

namespace Infra.Planning.Differences;

/// <summary>What the engine would do with one resource of two plans.</summary>
/// <param name="Kind">What it would do.</param>
/// <param name="Urn">URN in the second plan; in the first where it is deleted.</param>
/// <param name="Type">Type token.</param>
/// <param name="Name">Logical name.</param>
/// <param name="Properties">What differs, sorted by path; none where it is created or deleted.</param>
public sealed record ResourceDifference(
    DifferenceKind Kind, string Urn, string Type, string Name, ImmutableArray<PropertyDifference> Properties)
{
    /// <summary>Whether the engine refuses it and stops: a protected resource is neither deleted nor replaced.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether the object in the cloud ends, and with it what it holds.</summary>
    public bool Ends => Kind is DifferenceKind.Delete or DifferenceKind.CreateThenDelete or DifferenceKind.DeleteThenCreate;

    /// <summary>Whether a replacement keeps the old object in the cloud.</summary>
    public bool Retained { get; init; }
}
