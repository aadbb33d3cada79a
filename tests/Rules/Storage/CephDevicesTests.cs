using Infra.AddOns.Storage;
using Infra.Rules.Storage;

namespace Infra.Tests.Rules.Storage;

public class CephDevicesTests
{
    [Fact]
    public void Accepts_a_filter_or_all_disks_and_a_cluster_without_Ceph() => Assert.All(
        [[new RookCephCluster { DeviceFilter = "^nvme[1-9]" }], [new RookCephCluster { AllDevices = true }], (RookCephCluster[])[]],
        ceph => Assert.Empty(Findings(ceph)));

    [Fact]
    public void Rejects_Ceph_on_disks_that_nobody_named() => Assert.Equal(
        [
            "CLU170 error clusters[0].addOns.rook-ceph-cluster: nothing says which disks Ceph may take, and it formats what it takes. " +
            "Give deviceFilter, a regular expression for their names such as ^nvme[1-9], or allDevices: true for every empty disk and " +
            "partition of every node.",
        ],
        Findings(new RookCephCluster()));

    [Fact]
    public void Rejects_a_filter_beside_all_disks() => Assert.Equal(
        [
            "CLU170 error clusters[0].addOns.rook-ceph-cluster: deviceFilter and allDevices are both given, and with a filter Rook " +
            "ignores allDevices. Give one of the two.",
        ],
        Findings(new RookCephCluster { DeviceFilter = "^nvme[1-9]", AllDevices = true }));

    private static string[] Findings(params RookCephCluster[] ceph) =>
        Fleets.Findings<CephDevices>(Fleets.Of(Fleets.OnPrem with { AddOns = [.. ceph] }));
}
