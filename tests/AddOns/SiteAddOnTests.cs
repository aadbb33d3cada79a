using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Network;
using Infra.AddOns.Storage;
using Infra.Rules.Names;
using Infra.Tests.Rules;

namespace Infra.Tests.AddOns;

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

    [Theory]
    [InlineData("edge", true)]
    [InlineData("rke2", false)]
    public void Answers_from_the_control_plane_where_it_is_the_only_node(string cluster, bool answers) =>
        Assert.Equal(answers, ChartValues.Of(new MetalLb(), Fleet.Context(cluster))["speaker"]!["ignoreExcludeLB"]!.GetValue<bool>());

    [Fact]
    public void Rejects_load_balancers_without_addresses() => Assert.Equal(
        "there are no addresses to hand out: list ranges of the site's network under network.addressPools, or remove the add-on.",
        new MetalLb().Obstacle(Fleet.Context("kubeadm").Cloud));

    [Fact]
    public void Takes_the_devices_that_nodes_are_named_with_and_no_others()
    {
        var ceph = new RookCephCluster
        {
            Nodes =
            [
                new() { Name = "gpu-1", Devices = ["/dev/disk/by-id/nvme-1", "nvme2n1"] }, new() { Name = "gpu-2", Devices = ["sdb"] },
            ],
        };
        Assert.Equal(
            """{"useAllNodes":false,"useAllDevices":false,"config":{"encryptedDevice":"true"},"nodes":[{"name":"gpu-1","devices":""" +
            """[{"name":"/dev/disk/by-id/nvme-1"},{"name":"nvme2n1"}]},{"name":"gpu-2","devices":[{"name":"sdb"}]}]}""",
            ChartValues.Of(ceph, Fleet.Context("rke2"))["cephClusterSpec"]!["storage"]!.ToJsonString());
    }

    [Fact]
    public void Encrypts_what_Ceph_writes_and_sends_and_leaves_pools_to_the_storage_classes()
    {
        var values = ChartValues.Of(new RookCephCluster(), Fleet.Context("rke2"));
        Assert.Equal(
            """{"useAllNodes":true,"useAllDevices":false,"config":{"encryptedDevice":"true"}}""",
            values["cephClusterSpec"]!["storage"]!.ToJsonString());
        Assert.True(values["cephClusterSpec"]!["network"]!["connections"]!["encryption"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("[]", values["cephBlockPools"]!.ToJsonString());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 3, 2)]
    [InlineData(9, 3, 2)]
    public void Runs_no_more_of_Ceph_than_there_are_nodes_for_it_the_tainted_ones_included(int nodes, int monitors, int managers)
    {
        var site = Fleet.Rke2 with { Pools = [Fleet.Rke2.Pools[0] with { Nodes = nodes }] };
        var spec = ChartValues.Of(new RookCephCluster(), Fleet.In(Fleet.Platform, site))["cephClusterSpec"]!;
        Assert.Equal($$"""{"count":{{monitors}},"allowMultiplePerNode":false}""", spec["mon"]!.ToJsonString());
        Assert.Equal($$"""{"count":{{managers}}}""", spec["mgr"]!.ToJsonString());
        Assert.Equal("""{"all":{"tolerations":[{"operator":"Exists"}]}}""", spec["placement"]!.ToJsonString());
    }

    [Fact]
    public void Takes_only_the_disks_that_the_stack_names()
    {
        var storage = ChartValues.Of(new RookCephCluster { DeviceFilter = "^nvme" }, Fleet.Context("rke2"))["cephClusterSpec"]!["storage"]!;
        Assert.Equal("^nvme", storage["deviceFilter"]!.GetValue<string>());
        Assert.False(storage["useAllDevices"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Takes_all_disks_only_if_the_stack_says_so(bool all) => Assert.Equal(
        all,
        ChartValues.Of(new RookCephCluster { AllDevices = all }, Fleet.Context("rke2"))["cephClusterSpec"]!["storage"]!["useAllDevices"]!
            .GetValue<bool>());

    [Fact]
    public void Makes_no_second_default_storage_class() =>
        Assert.Equal(
            """{"createStorageClass":false,"defaultClass":false}""",
            ChartValues.Of(new Longhorn(), Fleet.Context("rke2"))["persistence"]!.ToJsonString());

    [Fact]
    public void Rejects_storage_systems_in_a_cloud()
    {
        Assert.Equal(
            "a cloud cluster uses the cloud's own disks; remove the add-on here.",
            new RookCeph().Obstacle(Fleet.Context("eks").Cloud));
        Assert.Equal(
            "a cloud cluster uses the cloud's own disks; remove the add-on here.",
            new Longhorn().Obstacle(Fleet.Context("aks").Cloud));
    }

    [Theory]
    [InlineData("k3s", true)]
    [InlineData("rke2", false)]
    [InlineData("openshift", false)]
    [InlineData("edge", false)]
    [InlineData("kubeadm", false)]
    [InlineData("eks", false)]
    public void Brings_the_snapshot_controller_where_there_are_volumes_to_snapshot_and_the_distribution_brings_none(
        string cluster,
        bool brought) =>
        Assert.Equal(brought, Fleet.Context(cluster).Cluster.AddOns.Any(addOn => addOn is SnapshotController));

    [Fact]
    public void Rejects_a_second_snapshot_controller()
    {
        Assert.Null(new SnapshotController().Obstacle(Fleet.Context("kubeadm").Cloud));
        Assert.All(
            ["rke2", "openshift", "eks", "aks"],
            cluster => Assert.Equal(
                "the cluster already has a snapshot controller; remove the add-on here.",
                new SnapshotController().Obstacle(Fleet.Context(cluster).Cloud)));
    }

    [Fact]
    public void Starts_the_drivers_of_Ceph_under_the_names_that_storage_classes_use_and_with_a_snapshotter()
    {
        var drivers = ChartValues.Of(new RookCephDrivers(), Fleet.Context("rke2"))["drivers"]!;
        Assert.Equal("rook-ceph.rbd.csi.ceph.com", (string?)drivers["rbd"]!["name"]);
        Assert.Equal("rook-ceph.cephfs.csi.ceph.com", (string?)drivers["cephfs"]!["name"]);
        Assert.All([drivers["rbd"]!, drivers["cephfs"]!], driver => Assert.Equal("volumeSnapshot", (string?)driver["snapshotPolicy"]));
        Assert.All([drivers["nfs"]!, drivers["nvmeof"]!], driver => Assert.Equal("""{"enabled":false}""", driver.ToJsonString()));
    }

    [Fact]
    public void Mounts_volumes_on_every_node_the_tainted_ones_included()
    {
        const string Everything = """[{"operator":"Exists"}]""";
        var tainted = Fleet.Rke2 with { Pools = [Fleet.Rke2.Pools[0] with { Taints = [new() { Key = "team", Value = "research" }] }] };
        var context = Fleet.In(Fleet.Platform, tainted);

        var ceph = ChartValues.Of(new RookCephDrivers(), context)["drivers"]!;
        Assert.Equal(Everything, ceph["rbd"]!["nodePlugin"]!["tolerations"]!.ToJsonString());
        Assert.Equal(Everything, ceph["cephfs"]!["nodePlugin"]!["tolerations"]!.ToJsonString());
        var longhorn = ChartValues.Of(new Longhorn(), context);
        Assert.Equal(Everything, longhorn["global"]!["tolerations"]!.ToJsonString());
        Assert.Equal(
            "CriticalAddonsOnly:NoSchedule; nvidia.com/gpu:NoSchedule; node-role.kubernetes.io/control-plane:NoSchedule; team:NoSchedule",
            (string?)longhorn["defaultSettings"]!["taintToleration"]);
        Assert.Equal(Everything, ChartValues.Of(new MetalLb(), context)["speaker"]!["tolerations"]!.ToJsonString());
        Assert.Equal(Everything, ChartValues.Of(new Velero(), context)["nodeAgent"]!["tolerations"]!.ToJsonString());
    }

    // Longhorn parts tolerations at ";" and a key from its effect at ":"; no key that Kubernetes takes holds either (CLU018).
    [Theory]
    [InlineData("team; all")]
    [InlineData("team:NoExecute")]
    [InlineData("team=a")]
    public void Hands_Longhorn_no_taint_that_it_would_read_as_another(string key)
    {
        var tainted = Fleet.Rke2 with { Pools = [Fleet.Rke2.Pools[0] with { Taints = [new() { Key = key }] }] };
        Assert.StartsWith(
            $"CLU018 error clusters[0].pools[0].taints[0].key: \"{key}\" is not a valid taint.",
            Assert.Single(Fleets.Findings<LabelsAndTaints>(Fleets.Of(tainted))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_the_drivers_of_Ceph_run_where_security_context_constraints_decide()
    {
        Assert.Equal(
            """{"enabled":true}""",
            ChartValues.Of(new RookCeph(), Fleet.Context("openshift"))["ceph-csi-operator"]!["openshift"]!.ToJsonString());
        Assert.Equal(
            """{"enabled":true,"sccClusterRoleName":"ceph-csi-scc-user"}""",
            ChartValues.Of(new RookCephDrivers(), Fleet.Context("openshift"))["openshift"]!.ToJsonString());
        Assert.Equal(
            """{"enabled":false}""",
            ChartValues.Of(new RookCeph(), Fleet.Context("rke2"))["ceph-csi-operator"]!["openshift"]!.ToJsonString());
    }
}
