using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>What one cloud offers: regions, machine types and Kubernetes versions.</summary>
/// <param name="Title">The display name.</param>
/// <param name="Regions">Regions by name.</param>
/// <param name="Machines">Machine types by name.</param>
/// <param name="Versions">Kubernetes minor versions that can be created, oldest first.</param>
/// <param name="ExtendedVersions">The versions that are past standard support and need paid extended support.</param>
/// <param name="SystemMachine">Default machine type of the system pool: 4 virtual CPUs and 16 GiB.</param>
/// <param name="SystemDiskGiB">Default root disk of a system node in GiB.</param>
public sealed record CloudProfile(
    string Title,
    ImmutableSortedDictionary<string, Region> Regions,
    ImmutableSortedDictionary<string, MachineType> Machines,
    ImmutableArray<string> Versions,
    ImmutableArray<string> ExtendedVersions,
    string SystemMachine,
    int SystemDiskGiB)
{
    /// <summary>The most networks that may be given access to a public API server.</summary>
    public required int MostPublicAccessCidrs { get; init; }

    /// <summary>Names of the regions in which a cluster can be; the others hold copies of backups.</summary>
    public IEnumerable<string> ClusterRegions =>
        Regions.Values.Where(region => region.ControlPlaneInNetwork != false).Select(region => region.Name);

    /// <summary>Machine types that exist and that the platform refuses on purpose, with the reason as the rest of a sentence.</summary>
    public ImmutableSortedDictionary<string, string> RefusedMachines { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>All clouds.</summary>
    public static ImmutableArray<CloudProfile> All => [AwsProfile.Profile, AzureProfile.Profile];
}
