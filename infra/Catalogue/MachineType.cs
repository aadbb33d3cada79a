using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A type of virtual machine.</summary>
/// <param name="Name">The name that the cloud gives it.</param>
/// <param name="Vcpus">Virtual processors.</param>
/// <param name="MemoryGiB">Memory in GiB.</param>
/// <param name="Gpu">Its GPU model; absent where it has none.</param>
/// <param name="GpuCount">Number of its GPUs.</param>
/// <param name="Interconnect">The network between nodes that it can have beside the ordinary one.</param>
/// <param name="InterconnectCards">Number of network cards that carry that network, for EFA one interface each.</param>
/// <param name="Regions">Regions that sell it; empty: every region of the catalogue.</param>
public sealed record MachineType(
    string Name, int Vcpus, int MemoryGiB, GpuModel? Gpu, int GpuCount, Interconnect Interconnect, int InterconnectCards,
    ImmutableSortedSet<string> Regions)
{
    /// <summary>Whether its generation is still being brought to regions: one that is not named is then a doubt, and no mistake.</summary>
    /// <value>false</value>
    public bool Spreading { get; init; }

    /// <summary>Whether the driver of its GPU comes with the node's image alone: a virtual GPU needs a licensed one, which the GPU Operator
    /// of this platform does not install.</summary>
    /// <value>false</value>
    public bool DriverOfImageOnly { get; init; }

    /// <summary>Whether it is sold in blocks of time (Capacity Blocks for ML).</summary>
    /// <value>false</value>
    public bool CapacityBlocks { get; init; }

    /// <summary>Size of the temporary disk in GiB; an ephemeral operating system of Azure is on it and has to fit
    /// (https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks).</summary>
    /// <value>0: none, or none that an operating system can be on</value>
    public int TemporaryDiskGiB { get; init; }

    /// <summary>Whether a region sells it, as far as is known.</summary>
    public bool IsSoldIn(string region) => Regions.IsEmpty || Regions.Contains(region);
}
