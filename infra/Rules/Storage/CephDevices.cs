using Infra.AddOns.Storage;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Storage;

/// <summary>CLU170: the stack says which disks Ceph may take, because it formats what it takes.</summary>
public sealed class CephDevices : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        from ceph in cluster.AddOns.OfType<RookCephCluster>()
        let copies = Clouds.Of(cluster).StorageCopies
        let mistake = (ceph.DeviceFilter, ceph.AllDevices, ceph.Nodes) switch
        {
            (null, false, []) => "nothing says which disks Ceph may take, and it formats what it takes. Give deviceFilter, a regular " +
                "expression for their names such as ^nvme[1-9], nodes with the devices of each, or allDevices: true for every empty disk " +
                "and partition of every node.",
            (not null, true, []) => "deviceFilter and allDevices are both given, and with a filter Rook ignores allDevices. Give one of " +
                "the two.",
            (not null, _, [_, ..]) or (_, true, [_, ..]) => "nodes is given, and so is what holds for every node: deviceFilter or " +
                "allDevices. Give one of them.",
            (_, _, [_, ..] nodes) when nodes.Length < copies => $"nodes has {nodes.Length}, and Ceph keeps {copies} copies, each on a " +
                $"different node. Name at least {copies}.",
            _ => null,
        }
        where mistake is not null
        select Finding.Error("CLU170", $"{cluster.Path}.addOns.{ceph.Key}", mistake);
}
