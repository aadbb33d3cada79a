using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Regions, machines and versions of Microsoft Azure.</summary>
public static class AzureProfile
{
    /// <summary>What the platform knows of the cloud.</summary>
    public static CloudProfile Profile { get; } = new(
        "Microsoft Azure",
        ImmutableSortedDictionary<string, Region>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableSortedDictionary<string, MachineType>.Empty.WithComparers(StringComparer.Ordinal),
        ["1.33", "1.34", "1.35"]);
}
