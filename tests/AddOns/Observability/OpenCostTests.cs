using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.AddOns.Observability.Settings;
using Infra.Facts;

namespace Infra.Tests.AddOns.Observability;

public class OpenCostTests
{
    private static OpenCostPrices Prices { get; } = new()
    {
        CpuMonthlyCents = 1550,
        MemoryGiBMonthlyCents = 210,
        GpuMonthlyCents = 90000,
    };

    [Theory]
    [InlineData("eks", true)]
    [InlineData("aks", true)]
    [InlineData("eks-karpenter", false)] // isolated, with a machine that its region does not offer
    [InlineData("rke2", false)]
    [InlineData("edge", false)]
    [InlineData("openshift", false)]
    public void Is_on_where_there_is_a_price_list(string cluster, bool on) =>
        Assert.Equal(on, new OpenCost().OnByDefault(Fleet.Context(cluster).Cloud));

    [Theory]
    [InlineData("eks-karpenter", "it reaches no price list, and the platform's own has no p5.48xlarge in eu-central-1: give prices, or " +
        "remove the add-on here.")]
    [InlineData("rke2", "no price list has the cluster's machines: give prices, or remove the add-on here.")]
    [InlineData("edge", "an edge site keeps metrics for a day or forwards them, so its cost is counted where they arrive; remove the " +
        "add-on here.")]
    [InlineData("openshift", "OpenShift's Prometheus answers only those who log in to it, which this add-on does not; use Red Hat's cost " +
        "management, or remove the add-on here.")]
    public void Rejects_a_cluster_where_it_would_have_no_prices_or_no_metrics(string cluster, string reason) =>
        Assert.Equal(reason, new OpenCost().Obstacle(Fleet.Context(cluster).Cloud));

    [Theory]
    [InlineData("eks-karpenter")]
    [InlineData("rke2")]
    public void Accepts_a_cluster_whose_prices_are_given(string cluster) =>
        Assert.Null(new OpenCost { Prices = Prices }.Obstacle(Fleet.Context(cluster).Cloud));

    [Fact]
    public void Asks_no_cloud_where_prices_are_given()
    {
        var opencost = ChartValues.Of(new OpenCost { Prices = Prices }, Fleet.Context("rke2"))["opencost"]!;
        Assert.Equal("""[{"name":"USE_CUSTOM_PROVIDER","value":"true"}]""", opencost["exporter"]!["env"]!.ToJsonString());
        Assert.Equal(
            """
            {"enabled":true,"costModel":{"description":"prices of the stack","CPU":"15.50","spotCPU":"15.50","RAM":"2.10","spotRAM":"2.10",
            "GPU":"900.00","storage":"0.00","zoneNetworkEgress":"0","regionNetworkEgress":"0","internetNetworkEgress":"0",
            "gpuLabel":"nvidia.com/gpu.present","gpuLabelValue":"true"}}
            """.ReplaceLineEndings(""),
            opencost["customPricing"]!.ToJsonString());
    }

    [Fact]
    public void Reads_the_public_list_where_none_are_given()
    {
        var opencost = ChartValues.Of(new OpenCost(), Fleet.Context("eks"))["opencost"]!;
        Assert.Null(opencost["exporter"]!["env"]);
        Assert.Equal("""{"enabled":false}""", opencost["customPricing"]!.ToJsonString());
        Assert.Empty(new OpenCost().Identities(Fleet.Context("eks")));
    }

    [Fact]
    public void Has_the_prices_of_the_catalogue_where_it_reaches_no_list()
    {
        var context = Fleet.In(Fleet.Platform, Fleet.Karpenter with { Region = "eu-north-1" });
        Assert.True(new OpenCost().OnByDefault(context.Cloud));

        var values = ChartValues.Of(new OpenCost(), context);
        var exporter = values["opencost"]!["exporter"]!;
        Assert.Equal(
            """[{"name":"USE_CSV_PROVIDER","value":"true"},{"name":"CSV_PATH","value":"/var/prices/machines.csv"}]""",
            exporter["env"]!.ToJsonString());
        Assert.Equal("""[{"name":"prices","mountPath":"/var/prices","readOnly":true}]""", exporter["extraVolumeMounts"]!.ToJsonString());
        var file = values["extraVolumes"]![0]!["downwardAPI"]!["items"]![0]!;
        Assert.Equal("machines.csv", (string?)file["path"]);
        Assert.Equal("metadata.annotations['ai-platform/prices']", (string?)file["fieldRef"]!["fieldPath"]);
        Assert.Equal(
            """
            EndTimestamp,InstanceID,Region,AssetClass,InstanceIDField,InstanceType,MarketPriceHourly,Version
            2026-01-21 00:00:00 UTC,g6e.12xlarge,,node,metadata.labels.node.kubernetes.io/instance-type,,11.12975,
            2025-11-04 00:00:00 UTC,m7i.xlarge,,node,metadata.labels.node.kubernetes.io/instance-type,,0.2142,
            2026-01-21 00:00:00 UTC,p5.48xlarge,,node,metadata.labels.node.kubernetes.io/instance-type,,58.8928,

            """,
            (string?)values["podAnnotations"]!["ai-platform/prices"]);
        Assert.Equal("""{"enabled":false}""", values["opencost"]!["customPricing"]!.ToJsonString());
        Assert.DoesNotContain(new OpenCost().Traffic(context), flow => flow == Flow.ToAnything(443));
    }

    [Fact]
    public void Shows_nothing_to_anybody_but_Prometheus()
    {
        var opencost = ChartValues.Of(new OpenCost(), Fleet.Context("eks"))["opencost"]!;
        Assert.False(opencost["ui"]!["enabled"]!.GetValue<bool>());
        Assert.False(opencost["mcp"]!["enabled"]!.GetValue<bool>());
        Assert.True(opencost["metrics"]!["serviceMonitor"]!["enabled"]!.GetValue<bool>());
    }

    // It would tell again what kube-state-metrics tells.
    [Fact]
    public void Does_not_tell_what_kube_state_metrics_tells() => Assert.Equal(
        """{"emitKsmV1Metrics":false,"emitKsmV1MetricsOnly":true}""",
        ChartValues.Of(new OpenCost(), Fleet.Context("eks"))["opencost"]!["metrics"]!["kubeStateMetrics"]!.ToJsonString());

    [Fact]
    public void Rejects_prices_that_are_none() => Assert.Equal(
        [
            new Mistake("prices.cpuMonthlyCents", "0. Allowed: 1 to 100000000."),
            new Mistake("prices.gpuMonthlyCents", "-1. Allowed: 0 to 100000000."),
            new Mistake("prices.storageGiBMonthlyCents", "100000001. Allowed: 0 to 100000000."),
        ],
        new OpenCost { Prices = Prices with { CpuMonthlyCents = 0, GpuMonthlyCents = -1, StorageGiBMonthlyCents = 100_000_001 } }
            .Mistakes(Fleet.Context("rke2")));

    [Fact]
    public void Accepts_prices() => Assert.Empty(new OpenCost { Prices = Prices }.Mistakes(Clouds.Context(Fleet.Platform, Fleet.Eks)));
}
