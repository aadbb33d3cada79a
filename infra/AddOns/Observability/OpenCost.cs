using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability.Settings;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Observability;

/// <summary>OpenCost: gives each node, each GPU and each pod its price, as metrics for the rules about the cost of GPUs. Its interface and
/// its server for language models are off, and it logs in to no cloud: it reads public price lists, or the prices of the stack.</summary>
public sealed record OpenCost : AddOn
{
    // What the GPU Operator calls a node with a GPU.
    private const string GpuLabel = "nvidia.com/gpu.present";

    /// <summary>Prices of machines that no public list has, or that were negotiated; they then hold for the whole cluster.</summary>
    /// <value>absent: the public price list of the cloud; required on-prem and where the internet cannot be reached</value>
    public OpenCostPrices? Prices { get; init; }

    /// <inheritdoc/>
    public override string Key => "opencost";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "cloud clusters that reach the internet; others with `prices`";

    /// <inheritdoc/>
    public override string Highlights =>
        "prices as metrics, from the public list of the cloud or from `prices`; no interface, no login to the cloud";

    /// <inheritdoc/>
    public override Chart Chart => new("opencost", "https://opencost.github.io/opencost-helm-chart", "2.5.17", "opencost");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new(
            "ghcr.io/opencost/opencost",
            "1.120.1@sha256:b0701f9b54e43c9abee98f5784792a5b469ca8951e87da32b161c1fa539ab0e1",
            "opencost.exporter.image.registry") { Form = ImageForm.Registry },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        // One: a second would tell every price twice. The price list of AWS is large.
        new("exporter", WorkloadKind.Controller)
        {
            Requests = new(50, 512, 4096),
            Resources = "opencost.exporter.resources",
            Priority = "priorityClassName",
            NodeSelector = "opencost.nodeSelector",
            Tolerations = "opencost.tolerations",
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(KubePrometheus)];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["opencost.metrics.serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Cluster.IsOpenShift
            ? "OpenShift's Prometheus answers only those who log in to it, which this add-on does not; use Red Hat's cost management, or "
                + "remove the add-on here."
            : !cloud.HighlyAvailable
                ? "an edge site keeps metrics for a day or forwards them, so its cost is counted where they arrive; remove the add-on here."
                : Prices is null && (cloud.Profile is null || !cloud.ReachesInternet)
                    ? "no public price list has the cluster's machines, or none can be reached: give prices, or remove the add-on here."
                    : null;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => Prices?.Mistakes() ?? [];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Scraped(9003), Flow.ToPrometheus,
        // Public price lists.
        .. Prices is null ? (Flow[])[Flow.ToAnything(443)] : [],
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var exporter = new JsonObject
        {
            ["defaultClusterId"] = context.Cluster.Name,
            ["securityContext"] = new JsonObject
            {
                ["allowPrivilegeEscalation"] = false,
                ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
            },
        };
        var pricing = new JsonObject { ["enabled"] = Prices is not null };
        if (Prices is { } prices)
        {
            // With prices of its own it asks no cloud (pkg/cloud/provider/provider.go of opencost/opencost).
            exporter["env"] = new JsonArray(new JsonObject { ["name"] = "USE_CUSTOM_PROVIDER", ["value"] = "true" });
            pricing["costModel"] = CostModel(prices);
        }

        return new JsonObject
        {
            // As in its image.
            ["podSecurityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = 1001,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["opencost"] = new JsonObject
            {
                ["exporter"] = exporter,
                ["customPricing"] = pricing,
                ["prometheus"] = new JsonObject
                {
                    ["internal"] = new JsonObject { ["enabled"] = false },
                    ["external"] = new JsonObject { ["enabled"] = true, ["url"] = KubePrometheus.QueryUrl },
                },
                // What kube-state-metrics tells already would be there twice; only what its first version told is missing.
                ["metrics"] = new JsonObject
                {
                    ["kubeStateMetrics"] = new JsonObject { ["emitKsmV1Metrics"] = false, ["emitKsmV1MetricsOnly"] = true },
                },
                ["ui"] = new JsonObject { ["enabled"] = false },
                ["mcp"] = new JsonObject { ["enabled"] = false },
            },
        };
    }

    // It takes prices of a month of 730 hours (pkg/cloud/provider/providerconfig.go, UpdateFromMap), and has one price for all GPUs of a
    // cluster. Without the label it would divide the price of the processors among them (pkg/cloud/provider/customprovider.go).
    private static JsonObject CostModel(OpenCostPrices prices) => new()
    {
        ["description"] = "prices of the stack",
        ["CPU"] = Units(prices.CpuMonthlyCents),
        ["spotCPU"] = Units(prices.CpuMonthlyCents),
        ["RAM"] = Units(prices.MemoryGiBMonthlyCents),
        ["spotRAM"] = Units(prices.MemoryGiBMonthlyCents),
        ["GPU"] = Units(prices.GpuMonthlyCents),
        ["storage"] = Units(prices.StorageGiBMonthlyCents),
        ["zoneNetworkEgress"] = "0",
        ["regionNetworkEgress"] = "0",
        ["internetNetworkEgress"] = "0",
        ["gpuLabel"] = GpuLabel,
        ["gpuLabelValue"] = "true",
    };

    private static string Units(int cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
