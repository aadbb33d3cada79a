using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.AddOns.Gpu;

/// <summary>Who owns the driver decides the values: one row of the table in docs/add-ons.md a test.</summary>
public class GpuOperatorTests
{
    private const string Hardening =
        """{"name":"ACCEPT_NVIDIA_VISIBLE_DEVICES_ENVVAR_WHEN_UNPRIVILEGED","value":"false"},""" +
        """{"name":"ACCEPT_NVIDIA_VISIBLE_DEVICES_AS_VOLUME_MOUNTS","value":"true"}""";

    [Theory]
    [InlineData("eks", false, "nvidia", "mixed")]
    [InlineData("eks-bottlerocket", false, "nvidia", "mixed")]
    [InlineData("aks-node-image", false, "nvidia-container-runtime", "single")]
    [InlineData("aks", true, "nvidia", "single")] // its autoscaler knows no other name
    [InlineData("rke2", true, "nvidia", "mixed")]
    [InlineData("edge", true, "nvidia", "none")] // MPS: its device plugin stops on mixed
    public void Creates_driver_and_toolkit_where_the_node_image_has_none(
        string cluster,
        bool byOperator,
        string runtimeClass,
        string migStrategy)
    {
        var values = Values(Fleet.Context(cluster));
        Assert.Equal(byOperator, values["driver"]!["enabled"]!.GetValue<bool>());
        Assert.Equal(byOperator, values["toolkit"]!["enabled"]!.GetValue<bool>());
        Assert.Equal(runtimeClass, values["operator"]!["runtimeClass"]!.GetValue<string>());
        Assert.Equal(migStrategy, values["mig"]!["strategy"]!.GetValue<string>());
        Assert.True(values["cdi"]!["enabled"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("aks")]
    [InlineData("aks-node-image")]
    [InlineData("kubeadm")]
    public void Closes_the_isolation_trap_of_the_toolkit(string cluster) =>
        Assert.Equal($"[{Hardening}]", Values(Fleet.Context(cluster))["toolkit"]!["env"]!.ToJsonString());

    [Theory]
    [InlineData("rke2")]
    [InlineData("edge")]
    public void Tells_the_toolkit_of_RKE2_and_K3s_the_socket_and_nothing_more(string cluster) => Assert.Equal(
        $$"""[{{Hardening}},{"name":"CONTAINERD_SOCKET","value":"/run/k3s/containerd/containerd.sock"}]""",
        Values(Fleet.Context(cluster))["toolkit"]!["env"]!.ToJsonString());

    [Fact]
    public void Comes_to_OpenShift_by_its_lifecycle_manager_instead_of_a_chart()
    {
        var context = Fleet.Context("openshift");
        Assert.False(new GpuOperator().ByChart(context));
        var manifests = new GpuOperator().Manifests(context).ToList();
        Assert.Equal(
            ["OperatorGroup", "Subscription", "Subscription", "NodeFeatureDiscovery", "ConfigMap", "ConfigMap", "ConfigMap",
                "ClusterPolicy"],
            manifests.Select(manifest => manifest["kind"]!.GetValue<string>()));
        Assert.Equal(
            """{"name":"gpu-operator-certified","channel":"v26.7","installPlanApproval":"Automatic","source":"certified-""" +
            """operators","sourceNamespace":"openshift-marketplace"}""",
            manifests[2]["spec"]!.ToJsonString());
        // What follows is of kinds that the packages bring.
        Assert.All(manifests[1..3], manifest => Assert.Equal(
            "jsonpath={.status.state}=AtLatestKnown", manifest["metadata"]!["annotations"]!["pulumi.com/waitFor"]!.GetValue<string>()));
        var driver = manifests[^1]["spec"]!["driver"]!.AsObject();
        Assert.True(driver["enabled"]!.GetValue<bool>());
        Assert.False(driver.ContainsKey("version"), "on OpenShift the operator's release decides the driver");
    }

    [Fact]
    public void Pins_the_driver_and_upgrades_it_one_node_at_a_time_without_a_drain()
    {
        Assert.Equal(
            """{"enabled":true,"rdma":{"enabled":false},"upgradePolicy":{"autoUpgrade":true,"maxParallelUpgrades":1,"drain":""" +
            """{"enable":false}},"usePrecompiled":false,"version":"595.91.07","repository":"nvcr.io/nvidia","manager":""" +
            """{"repository":"nvcr.io/nvidia/cloud-native"}}""",
            Values(Fleet.Context("rke2"))["driver"]!.ToJsonString());
        Assert.Equal(
            "580.1.2",
            ChartValues.Of(new GpuOperator { DriverVersion = "580.1.2" }, Fleet.Context("rke2"))["driver"]!["version"]!.GetValue<string>());
    }

    [Fact]
    public void Gives_the_driver_the_archives_that_the_stack_names()
    {
        var addOn = new GpuOperator
        {
            DriverRepositories =
            [
                new() { Packages = DriverPackages.Apt, Url = "http://packages.acme.example/ubuntu", Release = "noble" },
                new() { Packages = DriverPackages.Rpm, Url = "https://packages.acme.example/rhel9/BaseOS" },
            ],
        };
        var context = Fleet.Context("rke2");
        var archives = Assert.Single(addOn.Manifests(context));
        Assert.Equal(
            (string?)archives["metadata"]!["name"], (string?)ChartValues.Of(addOn, context)["driver"]!["repoConfig"]!["configMapName"]);
        Assert.Equal(
            """
            deb http://packages.acme.example/ubuntu noble main restricted universe
            deb http://packages.acme.example/ubuntu noble-updates main restricted universe
            deb http://packages.acme.example/ubuntu noble-security main restricted universe

            """,
            (string?)archives["data"]!["platform-0.list"]);
        Assert.Equal(
            "[platform-1]\nname=platform-1\nbaseurl=https://packages.acme.example/rhel9/BaseOS\nenabled=1\ngpgcheck=1\n",
            (string?)archives["data"]!["platform-1.repo"]);
        Assert.Empty(new GpuOperator().Manifests(context));
    }

    [Fact]
    public void Gives_the_driver_the_key_and_the_authority_of_an_archive()
    {
        var addOn = new GpuOperator
        {
            DriverRepositories =
            [
                new()
                {
                    Packages = DriverPackages.Rpm, Url = "https://packages.acme.example/sles15",
                    Key = "https://packages.acme.example/sles15.key",
                },
            ],
        };
        var context = Fleet.Context("rke2");
        context = context with { Platform = context.Platform with { Trust = new() { Certificates = OnPremSamples.Authority } } };
        var manifests = addOn.Manifests(context).ToList();
        Assert.Equal(
            "[platform-0]\nname=platform-0\nbaseurl=https://packages.acme.example/sles15\nenabled=1\ngpgcheck=1\n" +
            "gpgkey=https://packages.acme.example/sles15.key\n",
            (string?)manifests[0]["data"]!["platform-0.repo"]);
        Assert.Equal(
            (string?)manifests[1]["metadata"]!["name"], (string?)ChartValues.Of(addOn, context)["driver"]!["certConfig"]!["name"]);
        Assert.Equal(["platform.crt", "tls-ca-bundle.pem"], manifests[1]["data"]!.AsObject().Select(file => file.Key));
        Assert.All(manifests[1]["data"]!.AsObject(), file => Assert.Contains(OnPremSamples.Authority.Trim(), (string?)file.Value));
        Assert.Empty(new GpuOperator().Manifests(context));
    }

    [Theory]
    [InlineData("rke2")]
    [InlineData("openshift")]
    public void Reaches_the_memory_of_GPUs_from_outside_as_the_stack_says(string cluster)
    {
        var context = Fleet.Context(cluster);
        var asked = new GpuOperator { Rdma = DirectRdma.HostDrivers, DirectStorage = true };
        Assert.Equal("""{"enabled":true,"useHostMofed":true}""", Settings(asked)["driver"]!["rdma"]!.ToJsonString());
        Assert.True(Settings(asked)["gds"]!["enabled"]!.GetValue<bool>());
        Assert.False(Settings(new())["gds"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("""{"enabled":false}""", Settings(new())["driver"]!["rdma"]!.ToJsonString());

        JsonNode Settings(GpuOperator addOn) => addOn.ByChart(context)
            ? ChartValues.Of(addOn, context)
            : addOn.Manifests(context).Last()["spec"]!;
    }

    [Fact]
    public void Takes_the_branch_of_a_driver_that_is_built_for_the_kernel()
    {
        var driver = ChartValues.Of(
            new GpuOperator { DriverPrecompiled = true, DriverVersion = "580.95.05" },
            Fleet.Context("rke2"))["driver"]!;
        Assert.Equal(("580", true), ((string?)driver["version"], (bool)driver["usePrecompiled"]!));
    }

    [Fact]
    public void Shares_GPUs_under_another_name_by_the_key_that_the_nodes_carry()
    {
        var config = Values(Fleet.Context("eks"))["devicePlugin"]!["config"]!;
        Assert.Equal("platform-device-plugin", config["name"]!.GetValue<string>());
        Assert.Equal("exclusive", config["default"]!.GetValue<string>());
        Assert.Equal(["exclusive", "time-slicing-4"], config["data"]!.AsObject().Select(document => document.Key));
        Assert.Equal(
            """
            version: v1
            sharing:
              timeSlicing:
                renameByDefault: true
                failRequestsGreaterThanOne: true
                resources:
                - name: nvidia.com/gpu
                  replicas: 4

            """,
            config["data"]!["time-slicing-4"]!.GetValue<string>());
        Assert.Equal(
            """
            version: v1
            sharing:
              mps:
                renameByDefault: true
                resources:
                - name: nvidia.com/gpu
                  replicas: 4

            """,
            Values(Fleet.Context("edge"))["devicePlugin"]!["config"]!["data"]!["mps-4"]!.GetValue<string>());
    }

    [Fact]
    public void Keeps_the_name_of_shared_GPUs_where_the_autoscaler_knows_no_other()
    {
        var sharing = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } };
        var shared = Fleet.Aks with { Pools = [.. Fleet.Aks.Pools.Select(pool => pool with { Gpu = sharing })] };
        var context = new ClusterContext(Fleet.Platform, shared, Clouds.Of(shared));
        Assert.Equal(
            """
            version: v1
            sharing:
              timeSlicing:
                renameByDefault: false
                failRequestsGreaterThanOne: true
                resources:
                - name: nvidia.com/gpu
                  replicas: 4

            """,
            Values(context)["devicePlugin"]!["config"]!["data"]!["time-slicing-4"]!.GetValue<string>());
        Assert.All(context.Cloud.GpuNodes, node => Assert.Equal("nvidia.com/gpu", node.ResourceName));
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("aks")]
    [InlineData("rke2")]
    [InlineData("edge")]
    public void Has_a_document_for_every_label_of_a_node(string cluster)
    {
        var context = Fleet.Context(cluster);
        var values = Values(context);
        var layouts = values["migManager"]!["config"]!["data"]!["config.yaml"]!.GetValue<string>();
        Assert.All(context.Cloud.GpuNodes, node =>
        {
            Assert.True(values["devicePlugin"]!["config"]!["data"]!.AsObject().ContainsKey(node.DevicePluginConfig));
            if (node.MigConfig is { } layout)
            {
                Assert.Contains($"\n  {layout}:\n", layouts, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Knows_every_MIG_layout_of_the_models_of_a_cluster() => Assert.Equal(
        """
        version: v1
        mig-configs:
          all-disabled:
          - devices: all
            mig-enabled: false
          all-1g.12gb:
          - devices: all
            mig-enabled: true
            mig-devices:
              "1g.12gb": 7
          all-1g.24gb:
          - devices: all
            mig-enabled: true
            mig-devices:
              "1g.24gb": 4
          all-2g.24gb:
          - devices: all
            mig-enabled: true
            mig-devices:
              "2g.24gb": 3
          all-3g.47gb:
          - devices: all
            mig-enabled: true
            mig-devices:
              "3g.47gb": 2
          all-4g.47gb:
          - devices: all
            mig-enabled: true
            mig-devices:
              "4g.47gb": 1
          all-7g.94gb:
          - devices: all
            mig-enabled: true
            mig-devices:
              "7g.94gb": 1
          all-balanced:
          - devices: all
            mig-enabled: true
            mig-devices:
              "1g.12gb": 2
              "2g.24gb": 1
              "3g.47gb": 1

        """,
        Values(Fleet.Context("aks"))["migManager"]!["config"]!["data"]!["config.yaml"]!.GetValue<string>());

    [Fact]
    public void Tells_models_apart_by_device_id_where_a_layout_means_different_cuts()
    {
        var both = new[] { Node("a100-40gb"), Node("h100") };
        var layouts = GpuSharingConfig.MigManager(both)["config.yaml"]!.GetValue<string>();
        Assert.Contains(
            """
              all-1g.10gb:
              - device-filter:
                - "0x20B010DE"
                - "0x20B110DE"
                - "0x20F110DE"
                - "0x20F610DE"
                devices: all
                mig-enabled: true
                mig-devices:
                  "1g.10gb": 4
              - device-filter:
                - "0x233010DE"
                - "0x233110DE"
                - "0x232210DE"
                - "0x232410DE"
                devices: all
                mig-enabled: true
                mig-devices:
                  "1g.10gb": 7

            """, layouts, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_every_model_with_MIG_apart()
    {
        // Balanced layouts differ by model: all of them at once need all device ids.
        var models = GpuModels.All.Values.Where(model => !model.MigProfiles.IsEmpty).ToList();
        var layouts = GpuSharingConfig.MigManager(models.Select(model => Node(model.Id)))["config.yaml"]!.GetValue<string>();
        var balanced = layouts[layouts.IndexOf("  all-balanced:", StringComparison.Ordinal)..];
        Assert.Equal(models.Count, balanced.Split("- device-filter:").Length - 1);
    }

    [Theory]
    [InlineData("eks", true)]
    [InlineData("aks", true)]
    [InlineData("eks-bottlerocket", false)] // cuts at boot
    [InlineData("eks-karpenter", false)] // cuts nothing
    [InlineData("rke2", false)] // a host of one's own is never restarted
    public void Lets_the_MIG_manager_restart_a_virtual_machine_whose_GPU_cannot_be_reset(string cluster, bool may) => Assert.Equal(
        may ? """[{"name":"WITH_REBOOT","value":"true"}]""" : null,
        Values(Fleet.Context(cluster))["migManager"]!["env"]?.ToJsonString());

    [Fact]
    public void Sees_pools_that_disagree_about_the_owner_of_the_driver()
    {
        var mixed = Fleet.Aks with { Pools = [.. Fleet.Aks.Pools, .. Fleet.AksNodeImage.Pools] };
        Assert.Equal([GpuDriverOwner.NodeImage, GpuDriverOwner.Operator], Clouds.Of(mixed).GpuDriverOwners.AsEnumerable());
    }

    [Fact]
    public void Rejects_MIG_and_MPS_on_one_cluster()
    {
        var both = Fleet.Edge with
        {
            Pools = [
                .. Fleet.Edge.Pools,
                Fleet.Rke2.Pools[0] with { Gpu = new() { Model = "h100", Count = 8, Sharing = new MigGpu { Profile = "1g.10gb" } } },
            ],
        };
        Assert.Equal(
            "one GPU Operator cannot serve both MIG and MPS: with MPS, the device plugin stops when MIG devices have resource names of " +
            "their own. Use one of the two.",
            new GpuOperator().Obstacle(Clouds.Of(both)));
    }

    [Fact]
    public void Runs_its_agents_on_every_GPU_node_whatever_taints_the_pool_adds() => Assert.Equal(
        """[{"key":"nvidia.com/gpu","operator":"Exists"},{"key":"team","operator":"Exists"}]""",
        Values(Fleet.Context("eks-karpenter"))["daemonsets"]!["tolerations"]!.ToJsonString());

    [Fact]
    public void Runs_its_agents_on_spot_nodes_of_AKS_which_have_a_taint_of_their_own()
    {
        var spot = Clouds.Context(Fleet.Platform, Fleet.Aks with { Pools = [Fleet.Aks.Pools[0] with { Capacity = Capacity.Spot }] });
        Assert.Equal(
            """[{"key":"nvidia.com/gpu","operator":"Exists"},{"key":"kubernetes.azure.com/scalesetpriority","operator":"Exists"}]""",
            Values(spot)["daemonsets"]!["tolerations"]!.ToJsonString());
    }

    [Fact]
    public void Asks_for_no_service_monitor_where_there_is_no_monitoring()
    {
        var context = Fleet.Context("eks");
        Assert.True(Values(context)["dcgmExporter"]!["serviceMonitor"]!["enabled"]!.GetValue<bool>());
        Assert.False(Values(context with { Cluster = context.Cluster with { AddOns = [] } })["dcgmExporter"]!["serviceMonitor"]!["enabled"]!
            .GetValue<bool>());
    }

    private static JsonObject Values(ClusterContext context) => ChartValues.Of(new GpuOperator(), context);

    private static GpuNode Node(string model) => new(GpuModels.All[model], 8, GpuDriverOwner.Operator, new ExclusiveGpu());
}
