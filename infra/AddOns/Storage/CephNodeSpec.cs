using System.Collections.Immutable;

namespace Infra.AddOns.Storage;

/// <summary>The disks of one node that Ceph may take.</summary>
public sealed record CephNodeSpec
{
    /// <summary>Name of the node, which is its label <c>kubernetes.io/hostname</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The devices: names that do not change with the order in which they are found, such as
    /// <c>/dev/disk/by-id/nvme-SAMSUNG_S4EV</c>, or names of the kernel such as <c>nvme1n1</c>.</summary>
    public required ImmutableArray<string> Devices { get; init; }
}
