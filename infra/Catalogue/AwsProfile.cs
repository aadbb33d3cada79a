using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Regions, machines and versions of Amazon Web Services.</summary>
public static class AwsProfile
{
    /// <summary>What the platform knows of the cloud.</summary>
    public static CloudProfile Profile { get; } = new(
        "Amazon Web Services",
        ImmutableSortedDictionary<string, Region>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableSortedDictionary<string, MachineType>.Empty.WithComparers(StringComparer.Ordinal),
        ["1.33", "1.34", "1.35"]);
}
