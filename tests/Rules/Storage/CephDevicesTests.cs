using Infra.AddOns.Storage;
using Infra.Rules.Storage;

namespace Infra.Tests.Rules.Storage;

public class CephDevicesTests
{
    private static readonly CephNodeSpec _first = new() { Name = "gpu-1", Devices = ["nvme1n1"] };
    private static readonly CephNodeSpec _second = new() { Name = "gpu-2", Devices = ["nvme1n1"] };

    [Fact]
    public void Accepts_a_filter_or_all_disks_and_a_cluster_without_Ceph() => Assert.All(
        [[new RookCephCluster { DeviceFilter = "^nvme[1-9]" }], [new RookCephCluster { AllDevices = true }], (RookCephCluster[])[]],
        ceph => Assert.Empty(Findings(ceph)));

    [Fact]
    public void Rejects_Ceph_on_disks_that_nobody_named() => Assert.Equal(
        [
            "CLU170 error clusters[0].addOns.rook-ceph-cluster: nothing says which disks Ceph may take, and it formats what it takes. " +
            "Give deviceFilter, a regular expression for their names such as ^nvme[1-9], nodes with the devices of each, or allDevices: " +
            "true for every empty disk and partition of every node.",
        ],
        Findings(new RookCephCluster()));

    [Fact]
    public void Rejects_a_filter_beside_all_disks() => Assert.Equal(
        [
            "CLU170 error clusters[0].addOns.rook-ceph-cluster: deviceFilter and allDevices are both given, and with a filter Rook " +
            "ignores allDevices. Give one of the two.",
        ],
        Findings(new RookCephCluster { DeviceFilter = "^nvme[1-9]", AllDevices = true }));

    [Fact]
    public void Accepts_as_many_nodes_as_there_are_copies() => Assert.Empty(Findings(new RookCephCluster { Nodes = [_first, _second] }));

    [Fact]
    public void Rejects_nodes_beside_what_holds_for_every_node() => Assert.All(
        [
            new RookCephCluster { Nodes = [_first, _second], AllDevices = true },
            new RookCephCluster { Nodes = [_first, _second], DeviceFilter = "^nvme" },
            new RookCephCluster { Nodes = [_first, _second], DeviceFilter = "^nvme", AllDevices = true },
        ],
        ceph => Assert.Equal(
            [
                "CLU170 error clusters[0].addOns.rook-ceph-cluster: nodes is given, and so is what holds for every node: deviceFilter or " +
                "allDevices. Give one of them.",
            ],
            Findings(ceph)));

    [Fact]
    public void Rejects_fewer_nodes_than_copies() => Assert.Equal(
        [
            "CLU170 error clusters[0].addOns.rook-ceph-cluster: nodes has 1, and Ceph keeps 2 copies, each on a different node. Name at " +
            "least 2.",
        ],
        Findings(new RookCephCluster { Nodes = [_first] }));

    private static string[] Findings(params RookCephCluster[] ceph) =>
        Fleets.Findings<CephDevices>(Fleets.Of(Fleets.OnPrem with { AddOns = [.. ceph] }));
}
