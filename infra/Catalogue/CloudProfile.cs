using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>What one cloud offers: regions, machine types and Kubernetes versions.</summary>
/// <param name="Title">The name that a person reads.</param>
/// <param name="Regions">Regions by name.</param>
/// <param name="Machines">Machine types by name.</param>
/// <param name="Versions">Kubernetes minor versions that can be created, oldest first.</param>
/// <param name="ExtendedVersions">Those of them that are past standard support, and need the support that costs more.</param>
public sealed record CloudProfile(
    string Title,
    ImmutableSortedDictionary<string, Region> Regions,
    ImmutableSortedDictionary<string, MachineType> Machines,
    ImmutableArray<string> Versions,
    ImmutableArray<string> ExtendedVersions);
