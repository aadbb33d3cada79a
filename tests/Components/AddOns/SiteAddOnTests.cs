using Infra.Components.AddOns;

namespace Infra.Tests.Components.AddOns;

/// <summary>What clouds bring and sites lack.</summary>
public class SiteAddOnTests
{
    [Fact]
    public void Hands_out_the_addresses_of_the_specification()
    {
        var manifests = new MetalLb().Manifests(Fleet.Context("rke2")).ToList();
        Assert.Equal(["IPAddressPool", "L2Advertisement"], manifests.Select(manifest => manifest["kind"]!.GetValue<string>()));
        Assert.Equal("""["10.30.200.0/24","10.30.201.10-10.30.201.20"]""", manifests[0]["spec"]!["addresses"]!.ToJsonString());
        Assert.Equal("""{"ipAddressPools":["site"]}""", manifests[1]["spec"]!.ToJsonString());
    }

    [Fact]
    public void Rejects_load_balancers_without_addresses() => Assert.Equal(
        "it has no addresses to hand out: give ranges of the site's network under network.addressPools, or remove it.",
        new MetalLb().Obstacle(Fleet.Context("kubeadm").Cluster));

    [Fact]
    public void Encrypts_what_Ceph_writes_and_sends_and_leaves_pools_to_the_storage_classes()
    {
        var values = new RookCephCluster().Values(Fleet.Context("rke2"));
        Assert.Equal(
            """{"useAllNodes":true,"useAllDevices":true,"config":{"encryptedDevice":"true"}}""", values["cephClusterSpec"]!["storage"]!.ToJsonString());
        Assert.True(values["cephClusterSpec"]!["network"]!["connections"]!["encryption"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("[]", values["cephBlockPools"]!.ToJsonString());
    }

    [Fact]
    public void Takes_only_the_disks_that_the_stack_names()
    {
        var storage = new RookCephCluster { DeviceFilter = "^nvme" }.Values(Fleet.Context("rke2"))["cephClusterSpec"]!["storage"]!;
        Assert.Equal("^nvme", storage["deviceFilter"]!.GetValue<string>());
        Assert.False(storage["useAllDevices"]!.GetValue<bool>());
    }

    [Fact]
    public void Makes_no_second_default_storage_class() =>
        Assert.Equal("""{"createStorageClass":false,"defaultClass":false}""", new Longhorn().Values(Fleet.Context("rke2"))["persistence"]!.ToJsonString());

    [Fact]
    public void Rejects_storage_systems_in_a_cloud()
    {
        Assert.Equal("a cloud has disks of its own; remove it here.", new RookCeph().Obstacle(Fleet.Context("eks").Cluster));
        Assert.Equal("a cloud has disks of its own; remove it here.", new Longhorn().Obstacle(Fleet.Context("aks").Cluster));
    }
}
