using System.Collections.Immutable;

namespace Infra.AddOns.Security;

/// <summary>Where data of a class may be.</summary>
public sealed record DataClassSpec
{
    /// <summary>Jurisdictions in which a cluster with such data may be.</summary>
    public required ImmutableArray<string> Locations { get; init; }

    /// <summary>Storage classes that may keep it.</summary>
    public required ImmutableArray<string> StorageClasses { get; init; }
}
