using System.Collections.Immutable;
using Infra.Catalogue.Accelerators;

namespace Infra.Catalogue;

/// <summary>A type of virtual machine.</summary>
/// <param name="Name">Its name in the cloud.</param>
/// <param name="Architecture">Instruction set of its processors.</param>
/// <param name="Vcpus">Virtual processors.</param>
/// <param name="MemoryGiB">Memory in GiB.</param>
/// <param name="Gpu">Its GPU model; absent if it has none.</param>
/// <param name="GpuCount">Number of its GPUs.</param>
/// <param name="Interconnect">The network between nodes that it supports in addition to the ordinary one.</param>
/// <param name="InterconnectCards">Number of network cards for that network, with one interface each for EFA.</param>
/// <param name="Regions">Regions that offer it; empty: every region in the catalogue.</param>
public sealed record MachineType(
    string Name, ProcessorArchitecture Architecture, int Vcpus, int MemoryGiB, GpuModel? Gpu, int GpuCount, Interconnect Interconnect,
    int InterconnectCards, ImmutableSortedSet<string> Regions)
{
    /// <summary>The model of its Neuron devices, AWS's own accelerators; absent if it has none.</summary>
    public NeuronModel? Neuron { get; init; }

    /// <summary>Number of its Neuron devices.</summary>
    /// <value>0</value>
    public int NeuronCount { get; init; }

    /// <summary>Whether its generation is still being rolled out: a region that is not listed is then only a warning.</summary>
    /// <value>false</value>
    public bool Spreading { get; init; }

    /// <summary>Whether the driver of its GPU comes only with the node's image: a virtual GPU needs a licensed driver, which the GPU
    /// Operator of this platform does not install.</summary>
    /// <value>false</value>
    public bool DriverOfImageOnly { get; init; }

    /// <summary>Whether it is offered as Capacity Blocks for ML.</summary>
    /// <value>false</value>
    public bool CapacityBlocks { get; init; }

    /// <summary>Whether its first network card is an ordinary one, in addition to those of the interconnect.</summary>
    /// <value>false: the first card of the interconnect also carries ordinary traffic</value>
    public bool OrdinaryFirstCard { get; init; }

    /// <summary>Size of its local NVMe disks together in GB (10⁹ bytes), as AWS counts; what is on them is lost when the machine
    /// stops.</summary>
    /// <value>0: none</value>
    public int LocalDisksGB { get; init; }

    /// <summary>Size of the temporary disk in GiB; an ephemeral OS disk on Azure must fit on it
    /// (https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks).</summary>
    /// <value>0: none, or none that can hold an OS disk</value>
    public int TemporaryDiskGiB { get; init; }

    /// <summary>The quota of its family in Azure, as <c>family</c> of <c>az vm list-skus</c>; the family is not in the name of every
    /// size.</summary>
    /// <value>absent in other clouds</value>
    public string? QuotaFamily { get; init; }

    /// <summary>Whether a region is known to offer it.</summary>
    public bool IsSoldIn(string region) => Regions.IsEmpty || Regions.Contains(region);
}
