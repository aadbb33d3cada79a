using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Gpu;

namespace Infra.Tests.AddOns.Gpu;

public class NetworkOperatorTests
{
    private static readonly NetworkOperator _addOn = new();

    [Fact]
    public void Installs_drivers_and_shares_adapters_on_the_InfiniBand_pools_of_AKS_alone()
    {
        var policy = Policy(_addOn, Fleet.Context("aks-infiniband"));

        Assert.Equal(
            """[{"key":"feature.node.kubernetes.io/pci-15b3.present","operator":"In","values":["true"]},""" +
            """{"key":"ai-platform/pool","operator":"In","values":["training"]}]""",
            policy["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!["nodeSelectorTerms"]![0]!["matchExpressions"]!
                .ToJsonString());
        Assert.Equal(
            """{"image":"doca-driver","repository":"nvcr.io/nvidia/mellanox","version":"doca3.4.1-26.04-1.1.0.0-1",""" +
            """ "upgradePolicy":{"autoUpgrade":false},"env":[{"name":"OFED_BLACKLIST_MODULES_FILE",""".TrimStart() +
            """ "value":"/host/etc/modprobe.d/blacklist-ofed-modules.conf"}]}""".TrimStart(),
            policy["ofedDriver"]!.ToJsonString());
        Assert.Equal(
            """{"configList":[{"resourceName":"shared_ib","rdmaHcaMax":63,"selectors":""" +
            """{"vendors":["15b3"],"linkTypes":["infiniband"]}}]}""",
            (string?)policy["rdmaSharedDevicePlugin"]!["config"]);
        Assert.Contains(policy["tolerations"]!.AsArray(), each => (string?)each!["key"] == "nvidia.com/gpu");
    }

    [Fact]
    public void Gives_single_adapters_away_where_that_is_asked_for() => Assert.Equal(
        """{"resourceList":[{"resourcePrefix":"rdma","resourceName":"ib","selectors":""" +
        """{"vendors":["15b3"],"linkTypes":["infiniband"],"isRdma":true}}]}""",
        (string?)Policy(new NetworkOperator { Devices = RdmaDevices.Exclusive }, Fleet.Context("aks-infiniband"))
            ["sriovDevicePlugin"]!["config"]);

    [Fact]
    public void Serves_InfiniBand_and_Ethernet_of_a_site_and_knows_its_pools_where_it_labels_the_nodes()
    {
        var pool = Fleet.Rke2.Pools[0];
        var cluster = Fleet.Rke2 with
        {
            Pools =
            [
                pool with { Name = "a", Interconnect = Interconnect.Roce },
                pool with { Name = "b", Interconnect = Interconnect.InfiniBand },
            ],
        };
        var policy = Policy(_addOn, Clouds.Context(Fleet.Platform, cluster));

        Assert.Equal(
            ["shared_ib", "shared_roce"],
            JsonNode.Parse((string)policy["rdmaSharedDevicePlugin"]!["config"]!)!["configList"]!.AsArray()
                .Select(each => (string?)each!["resourceName"]));
        Assert.DoesNotContain("ai-platform/pool", policy["nodeAffinity"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(policy["ofedDriver"]!["env"]);
    }

    [Fact]
    public void Leaves_drivers_to_the_host_where_the_stack_says_so() => Assert.False(
        Policy(new NetworkOperator { Drivers = GpuDriverOwner.NodeImage }, Fleet.Context("rke2-gb200")).ContainsKey("ofedDriver"));

    [Fact]
    public void Takes_everything_from_the_mirror_with_its_login()
    {
        var context = Fleet.Context("aks-infiniband-mirror");
        var policy = Policy(_addOn, context);

        Assert.All(
            ["ofedDriver", "rdmaSharedDevicePlugin"],
            part =>
            {
                Assert.Equal($"{Fleet.Registry}/nvidia/mellanox", (string?)policy[part]!["repository"]);
                Assert.Equal("""["platform-registry"]""", policy[part]!["imagePullSecrets"]!.ToJsonString());
            });
        Assert.Equal(
            $"{Fleet.Registry}/nvidia/cloud-native", (string?)ChartValues.Of(_addOn, context)["operator"]!["repository"]);
    }

    [Fact]
    public void Finds_adapters_by_the_labels_of_the_GPU_Operator_and_brings_no_second_discovery()
    {
        Assert.Equal([typeof(GpuOperator)], _addOn.Requires);
        Assert.False((bool)ChartValues.Of(_addOn, Fleet.Context("aks-infiniband"))["nfd"]!["enabled"]!);
    }

    [Theory]
    [InlineData("aks-infiniband", null)]
    [InlineData("rke2-gb200", null)]
    [InlineData("rke2", "no pool has interconnect: infiniband or roce on adapters of NVIDIA; remove the add-on here.")]
    [InlineData("eks-karpenter", "no pool has interconnect: infiniband or roce on adapters of NVIDIA; remove the add-on here.")]
    [InlineData("openshift", "no pool has interconnect: infiniband or roce on adapters of NVIDIA; remove the add-on here.")]
    [InlineData("openshift-infiniband", null)]
    public void Comes_where_there_is_such_a_network(string variant, string? obstacle)
    {
        Assert.Equal(obstacle, _addOn.Obstacle(Fleet.Context(variant).Cloud));
        Assert.Equal(obstacle is null, _addOn.OnByDefault(Fleet.Context(variant).Cloud));
    }

    [Theory]
    [InlineData("1.33", true)]
    [InlineData("1.34", false)]
    public void Comes_to_OpenShift_as_long_as_its_catalogue_has_it(string version, bool has)
    {
        var cloud = Clouds.Of(Fleet.OpenShiftInfiniBand with { Version = version });

        Assert.Equal(has, _addOn.OnByDefault(cloud));
        Assert.Equal(
            has ? null : "NVIDIA packages this release of the operator for OpenShift 4.17 to 4.20, and the catalogues of newer ones do " +
                "not have it; remove the add-on here.",
            _addOn.Obstacle(cloud));
    }

    [Fact]
    public void Comes_to_OpenShift_by_its_lifecycle_manager_and_is_configured_when_its_webhook_answers()
    {
        var context = Fleet.Context("openshift-infiniband");
        var manifests = new NetworkOperator { OpenShiftCatalog = "cs-certified-operator-index-v4-20" }.Manifests(context).ToList();

        Assert.False(_addOn.ByChart(context));
        Assert.Equal(
            ["OperatorGroup", "Subscription", "Service", "NicClusterPolicy"], manifests.Select(manifest => (string?)manifest["kind"]));
        Assert.Equal(
            """{"name":"nvidia-network-operator","channel":"v26.4","installPlanApproval":"Automatic","source":"cs-certified-""" +
            """operator-index-v4-20","sourceNamespace":"openshift-marketplace"}""",
            manifests[1]["spec"]!.ToJsonString());
        Assert.Equal(
            "jsonpath={.status.state}=AtLatestKnown", (string?)manifests[1]["metadata"]!["annotations"]!["pulumi.com/waitFor"]);
        // The pods of the package, of which the provider waits for one.
        Assert.Equal("""{"control-plane":"nvidia-network-operator-controller"}""", manifests[2]["spec"]!["selector"]!.ToJsonString());
        Assert.Equal("doca-driver", (string?)manifests[3]["spec"]!["ofedDriver"]!["image"]);
        Assert.Contains("shared_ib", (string?)manifests[3]["spec"]!["rdmaSharedDevicePlugin"]!["config"], StringComparison.Ordinal);
        Assert.Contains(_addOn.Traffic(context), flow => flow.Peer == FlowPeer.ApiServer && !flow.Outward && flow.Ports.Contains(9443));
    }

    // Adapters of InfiniBand are devices of class 0207.
    [Fact]
    public void Finds_adapters_of_InfiniBand_on_OpenShift() => Assert.Contains(
        "\"0207\"",
        (string?)new GpuOperator().Manifests(Fleet.Context("openshift-infiniband")).Single(each =>
            (string?)each["kind"] == "NodeFeatureDiscovery")["spec"]!["workerConfig"]!["configData"],
        StringComparison.Ordinal);

    [Fact]
    public void Rejects_a_catalogue_that_cannot_be() => Assert.Equal(
        "\"Certified Operators\" is not the name of a catalogue source. Allowed: lower-case letters, digits, hyphens and dots, beginning " +
        "and ending with a letter or a digit.",
        Assert.Single(
            new NetworkOperator { OpenShiftCatalog = "Certified Operators" }.Mistakes(Fleet.Context("openshift-infiniband"))).Text);

    [Fact]
    public void Lets_the_GPU_drivers_wait_for_its_own_where_every_GPU_pool_has_them()
    {
        var waits = new GpuOperator { Rdma = DirectRdma.OperatorDrivers };

        Assert.Equal(
            """{"enabled":true,"useHostMofed":false}""",
            ChartValues.Of(waits, Fleet.Context("rke2-gb200"))["driver"]!["rdma"]!.ToJsonString());
        Assert.Empty(waits.Mistakes(Fleet.Context("rke2-gb200")));
        // A GPU pool without that network would wait for ever.
        foreach (var variant in new[] { "rke2", "aks-infiniband" })
        {
            Assert.Equal(
                "\"operator-drivers\" lets the GPU drivers wait for those of the network operator, which does not install them on every " +
                "GPU pool of this cluster. Allowed: dma-buf, host-drivers.",
                Assert.Single(waits.Mistakes(Fleet.Context(variant))).Text);
        }
    }

    private static JsonObject Policy(NetworkOperator addOn, ClusterContext context) =>
        Assert.Single(addOn.Manifests(context))["spec"]!.AsObject();
}
