using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A model of NVIDIA data-centre GPU.</summary>
/// <param name="Id">The name in a specification, for example <c>h100-nvl</c>.</param>
/// <param name="Title">The display name, with the memory.</param>
/// <param name="MemoryGb">Memory in GB.</param>
/// <param name="MigProfiles">The MIG profiles of the model, smallest first; empty if it has none.</param>
/// <param name="LeastMigDriver">Major version of the first driver with MIG on this model; 0 if it has none.</param>
public sealed record GpuModel(string Id, string Title, int MemoryGb, ImmutableArray<MigProfile> MigProfiles, int LeastMigDriver)
{
    /// <summary>Major version of the last driver for this model; absent while new drivers support it.</summary>
    public int? LastDriver { get; init; }

    /// <summary>Whether NVLink connects it to GPUs of other nodes, so that pods there can share memory by a ComputeDomain
    /// (https://docs.nvidia.com/multi-node-nvlink-systems/).</summary>
    /// <value>false</value>
    public bool SpansNodes { get; init; }

    /// <summary>PCI device ids of its boards, device before vendor, as NVIDIA's MIG manager selects GPUs by them; empty for a model without
    /// MIG. No two models share one.</summary>
    public ImmutableArray<string> DeviceIds { get; init; } = [];

    /// <summary>Its name in the MIG settings of Bottlerocket; absent if Bottlerocket does not support MIG on it.</summary>
    public string? BottlerocketName { get; init; }
}
