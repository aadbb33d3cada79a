using System.Text.RegularExpressions;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Gpu;

namespace Infra.Tests.AddOns.Gpu;

/// <summary>The exporter tells what the rules need, also of GPUs that pods share.</summary>
public partial class DcgmExporterTests
{
    // The exporter reads them as CSV with three fields a line, and stops at a line that has more or fewer, or another type
    // (internal/pkg/counters of NVIDIA/dcgm-exporter).
    [Fact]
    public void Names_field_type_and_help_of_every_counter_and_each_once()
    {
        string[] lines = [.. DcgmExporter.Counters.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Distinct(lines.Select(line => line.Split(',')[0]));
    }

    [Theory]
    [InlineData("aks", true)]
    [InlineData("openshift", false)]
    public void Gives_its_counters_to_chart_and_cluster_policy(string cluster, bool byChart)
    {
        var context = Fleet.Context(cluster);
        var addOn = new GpuOperator();
        if (byChart)
        {
            var config = ChartValues.Of(addOn, context)["dcgmExporter"]!["config"]!;
            Assert.True(config["create"]!.GetValue<bool>());
            Assert.Equal("platform-dcgm-metrics", config["name"]!.GetValue<string>());
            Assert.Equal(DcgmExporter.Counters, config["data"]!.GetValue<string>());
            return;
        }

        var manifests = addOn.Manifests(context).ToList();
        Assert.Equal("platform-dcgm-metrics", manifests[^1]["spec"]!["dcgmExporter"]!["config"]!["name"]!.GetValue<string>());
        Assert.Equal("platform-dcgm-metrics", manifests[^2]["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(DcgmExporter.Counters, manifests[^2]["data"]!["dcgm-metrics.csv"]!.GetValue<string>());
    }

    [Fact]
    public void Is_scraped_with_its_node_where_there_are_monitors()
    {
        Assert.Equal(
            """{"enabled":true,"relabelings":[{"sourceLabels":["__meta_kubernetes_pod_node_name"],"targetLabel":"node"}]}""",
            DcgmExporter.Settings(Fleet.Context("aks").Cloud)["serviceMonitor"]!.ToJsonString());
        Assert.False(DcgmExporter.Settings(Clouds.Of(Fleet.Aks with { AddOns = [] }))["serviceMonitor"]!["enabled"]!.GetValue<bool>());
    }

    [Fact]
    public void Takes_only_the_labels_of_pods_that_are_used() => Assert.Equal(
        """["^app\\.kubernetes\\.io/name$","^kueue\\.x-k8s\\.io/queue-name$"]""",
        DcgmExporter.Settings(Clouds.Of(Fleet.Aks))["podLabelAllowlistRegex"]!.ToJsonString());

    [Fact]
    public void Tells_pods_apart_that_share_a_GPU()
    {
        var settings = DcgmExporter.Settings(Sharing(new TimeSlicedGpu { Replicas = 4 }));
        Assert.True(settings["hostPID"]!.GetValue<bool>());
        Assert.Equal(
            """[{"name":"KUBERNETES_VIRTUAL_GPUS","value":"true"},{"name":"NVIDIA_RESOURCE_NAMES","value":"nvidia.com/gpu.shared"}]""",
            settings["env"]!.ToJsonString());
        Assert.True(DcgmExporter.TellsSharingPods(Sharing(new MpsGpu { Replicas = 4 })));
    }

    [Fact]
    public void Does_not_see_the_processes_of_a_node_where_every_pod_has_GPUs_of_its_own()
    {
        var settings = DcgmExporter.Settings(Sharing(new ExclusiveGpu()));
        Assert.False(settings.ContainsKey("hostPID"));
        Assert.False(settings.ContainsKey("env"));
        Assert.False(DcgmExporter.TellsSharingPods(Sharing(new MigGpu { Profile = "1g.10gb" })));
    }

    private static CloudFacts Sharing(GpuSharing sharing) =>
        Clouds.Of(Fleet.Aks with { Pools = [Fleet.Aks.Pools[0] with { Gpu = new() { Sharing = sharing } }] });

    [GeneratedRegex("^DCGM_(FI|EXP)_[A-Z0-9_]+, (gauge|counter|label), [^,\"]+$")]
    private static partial Regex Line();
}
