using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.AddOns.Network;
using Infra.AddOns.Observability;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.AddOns.Storage;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;

namespace Infra.Tests.AddOns;

public partial class AddOnListTests
{
    public static TheoryData<string> Clusters => [.. Fleet.ContextNames];

    [Fact]
    public void Lists_every_add_on_once_under_a_key_that_a_stack_file_can_use()
    {
        var records = typeof(AddOn).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AddOn)) && !type.IsAbstract);
        Assert.Equal(records.Select(type => type.Name).Order(), AddOnList.All.Select(listing => listing.GetType().Name).Order());
        Assert.All(AddOnList.All, listing => Assert.Matches("^[a-z]+(-[a-z]+)*$", listing.Key));
        Assert.Equal(AddOnList.All.Length, AddOnList.All.Select(listing => listing.Key).Distinct().Count());
    }

    [Fact]
    public void Lists_an_add_on_after_those_that_it_requires_or_that_come_first()
    {
        var order = AddOnList.All.Select(listing => listing.GetType()).ToList();
        Assert.All(AddOnList.All, listing => Assert.All(
            listing.Requires.Concat(listing.After),
            required => Assert.True(order.IndexOf(required) < order.IndexOf(listing.GetType()) && order.Contains(required))));
    }

    [Fact]
    public void Pins_every_chart_to_an_exact_version_whose_value_paths_are_recorded() => Assert.All(AddOnList.All, listing =>
    {
        var chart = listing.Chart;
        Assert.Matches(ExactVersion(), chart.Version);
        Assert.True(File.Exists(ChartPaths.File(chart)), $"{ChartPaths.File(chart)} is missing; docs/add-ons.md says how to make it.");
    });

    [Fact]
    public void Records_no_value_paths_of_a_chart_that_is_not_used_any_more() => Assert.Equal(
        AddOnList.All.Select(listing => Path.GetFileName(ChartPaths.File(listing.Chart))).Distinct().Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.GetDirectoryName(ChartPaths.File(new Keda().Chart))!).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)!);

    [Fact]
    public void Gives_every_cluster_the_six_core_add_ons_and_the_hub_Argo_CD()
    {
        Assert.Superset(new HashSet<string> { "cert-manager", "gatekeeper", "gpu-operator", "keda", "velero", "argo-cd" }, Keys(Fleet.Eks));
        Assert.Superset(new HashSet<string> { "cert-manager", "gatekeeper", "gpu-operator", "keda", "velero" }, Keys(Fleet.Aks));
        Assert.Superset(new HashSet<string> { "cert-manager", "gatekeeper", "gpu-operator", "velero" }, Keys(Fleet.Edge));
        Assert.DoesNotContain("argo-cd", Keys(Fleet.Aks));
    }

    [Fact]
    public void Leaves_KEDA_out_at_the_edge_where_nothing_can_scale() => Assert.DoesNotContain("keda", Keys(Fleet.Edge));

    [Fact]
    public void Gives_a_cluster_without_GPU_or_store_neither_the_GPU_operator_nor_backups() =>
        Assert.Equal(
            [
                "cert-manager", "envoy-ai-gateway", "envoy-ai-gateway-crds", "envoy-gateway", "envoy-gateway-crds", "gatekeeper",
                "gateway-api",
                "inference-extension", "keda", "kube-prometheus-stack", "kuberay-operator", "kueue", "prometheus-operator-crds",
                "trust-manager",
            ],
            Keys(Fleet.Kubeadm).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Sets_only_values_that_the_chart_has(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(AddOn.Of(context.Cluster).Where(addOn => addOn.ByChart(context)), addOn =>
            Assert.Empty(ChartPaths.Of(addOn.Chart).Unknown(ChartValues.Of(addOn, context))));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Puts_nothing_in_the_way_of_an_add_on_that_is_on_by_default(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(AddOn.Of(context.Cluster), addOn => Assert.Null(addOn.Obstacle(context.Cloud)));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Writes_the_same_values_and_manifests_every_time(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(AddOn.Of(context.Cluster), addOn => Assert.Equal(Written(addOn, context), Written(addOn, context)));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Names_every_manifest_and_says_what_it_is(string cluster)
    {
        var context = Fleet.Context(cluster);
        var manifests = AddOn.Of(context.Cluster).SelectMany(addOn => addOn.Manifests(context)).ToList();
        Assert.All(manifests, manifest => Assert.All(
            new[] { manifest["apiVersion"], manifest["kind"], manifest["metadata"]?["name"] },
            part => Assert.NotEmpty(part!.GetValue<string>())));
        var names = manifests.Select(
            manifest => $"{manifest["kind"]} {manifest["metadata"]!["namespace"]}/{manifest["metadata"]!["name"]}");
        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("aks")]
    public void Runs_the_platform_on_the_system_pool_of_a_cloud(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.Equal(
            """{"kubernetes.io/os":"linux","ai-platform/pool":"system"}""",
            ChartValues.Of(new CertManager(), context)["nodeSelector"]!.ToJsonString());
        Assert.Equal(
            """[{"key":"CriticalAddonsOnly","operator":"Exists"}]""",
            ChartValues.Of(new Keda(), context)["tolerations"]!.ToJsonString());
    }

    [Fact]
    public void Runs_the_platform_anywhere_on_prem_the_control_plane_included()
    {
        var values = ChartValues.Of(new Keda(), Fleet.Context("rke2"));
        Assert.Equal(
            """{"kubernetes.io/os":"linux"}""",
            ChartValues.Of(new CertManager(), Fleet.Context("rke2"))["nodeSelector"]!.ToJsonString());
        Assert.Equal(
            """[{"key":"CriticalAddonsOnly","operator":"Exists"},{"key":"node-role.kubernetes.io/control-plane","operator":"Exists"}]""",
            values["tolerations"]!.ToJsonString());
    }

    // templates/manager/deployment.yaml of KEDA and templates/controller.yaml of MetalLB write the key themselves.
    [Fact]
    public void Leaves_the_choice_of_Linux_to_charts_that_make_it()
    {
        Assert.Equal(
            """{"ai-platform/pool":"system"}""", ChartValues.Of(new Keda(), Fleet.Context("eks"))["nodeSelector"]!.ToJsonString());
        Assert.Equal("{}", ChartValues.Of(new Keda(), Fleet.Context("rke2"))["nodeSelector"]!.ToJsonString());
        Assert.Equal("{}", ChartValues.Of(new MetalLb(), Fleet.Context("rke2"))["controller"]!["nodeSelector"]!.ToJsonString());
    }

    [Fact]
    public void Has_no_volume_for_which_Helm_waits()
    {
        Assert.Equal(
            [
                "argo-cd redis-ha.persistentVolume.enabled",
                // Helm waits for no pod that the operator makes, so those may wait for the class.
                "kube-prometheus-stack alertmanager.alertmanagerSpec.persistentVolumeClaimRetentionPolicy",
                "kube-prometheus-stack grafana.persistence.enabled",
                "kube-prometheus-stack grafana.persistence.persistentVolumeClaimRetentionPolicy",
                "kube-prometheus-stack prometheus.prometheusSpec.persistentVolumeClaimRetentionPolicy",
                "loki singleBinary.persistence.enabled",
                "opencost opencost.exporter.persistence.enabled",
                "rook-ceph-cluster cephClusterSpec.storage.storageClassDeviceSets",
                "rook-ceph-cluster cephClusterSpec.storage.volumeClaimTemplates",
                // A folder of the host.
                "spegel spegel.persistence.enabled",
            ],
            AddOnList.All.Select(listing => listing.Chart).Distinct().OrderBy(chart => chart.Name, StringComparer.Ordinal)
                .SelectMany(chart => File.ReadLines(ChartPaths.File(chart)).Select(line => line.Split(' ')[0])
                    // The other modes of Loki have no replicas.
                    .Where(path => Claims(path) && (chart.Name != "loki" || path.StartsWith("singleBinary.", StringComparison.Ordinal)))
                    .Select(path => $"{chart.Name} {path}")));
        Assert.False(ChartValues.Of(new ArgoCd(), Fleet.Context("eks"))["redis-ha"]!["persistentVolume"]!["enabled"]!.GetValue<bool>());
        Assert.Null(ChartValues.Of(new KubePrometheus(), Fleet.Context("eks"))["grafana"]!["persistence"]);
        Assert.Null(ChartValues.Of(new OpenCost(), Fleet.Context("eks"))["opencost"]!["exporter"]!["persistence"]);
        Assert.False(
            ChartValues.Of(new Loki(), Fleet.Context("rke2-mirror"))["singleBinary"]!["persistence"]!["enabled"]!.GetValue<bool>());
        var disks = ChartValues.Of(new RookCephCluster(), Fleet.Context("rke2"))["cephClusterSpec"]!["storage"]!.AsObject();
        Assert.False(disks.ContainsKey("storageClassDeviceSets") || disks.ContainsKey("volumeClaimTemplates"));

        static bool Claims(string path) => path.EndsWith("persistentVolume.enabled", StringComparison.Ordinal)
            || path.EndsWith("persistence.enabled", StringComparison.Ordinal)
            || path.Contains("volumeClaim", StringComparison.OrdinalIgnoreCase)
            || path.Contains("storageClassDeviceSets", StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_one_replica_with_half_the_requests_at_an_edge_site()
    {
        var standard = ChartValues.Of(new Keda(), Fleet.Context("rke2"));
        var edge = ChartValues.Of(new Keda(), Fleet.Context("edge"));
        Assert.Equal(2, standard["operator"]!["replicaCount"]!.GetValue<int>());
        Assert.Equal(1, edge["operator"]!["replicaCount"]!.GetValue<int>());
        Assert.Equal(
            """{"requests":{"cpu":"100m","memory":"256Mi"},"limits":{"memory":"1024Mi"}}""",
            standard["resources"]!["operator"]!.ToJsonString());
        Assert.Equal(
            """{"requests":{"cpu":"50m","memory":"128Mi"},"limits":{"memory":"512Mi"}}""",
            edge["resources"]!["operator"]!.ToJsonString());
        Assert.Equal("{}", edge["podDisruptionBudget"]!["operator"]!.ToJsonString());
    }

    private static HashSet<string> Keys(ClusterSpec cluster) =>
        [.. AddOnList.All.Where(listing => listing.OnByDefault(Clouds.Context(Fleet.Platform, cluster))).Select(listing => listing.Key)];

    private static string Written(AddOn addOn, ClusterContext context) => JsonSerializer.Serialize(
        addOn.ByChart(context) ? addOn.Manifests(context).Prepend(ChartValues.Of(addOn, context)) : addOn.Manifests(context));

    [GeneratedRegex(@"^v?\d+\.\d+\.\d+$")]
    private static partial Regex ExactVersion();
}
