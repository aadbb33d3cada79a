using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability.Settings;
using Infra.Catalogue.Prices;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.AddOns.Observability;

/// <summary>OpenCost: gives each node, each GPU and each pod its price, as metrics for the rules about the cost of GPUs. Its interface and
/// its server for language models are off, and it logs in to no cloud: it reads public price lists, those of the catalogue where it cannot
/// reach them, or the prices of the stack.</summary>
public sealed record OpenCost : AddOn
{
    // What the GPU Operator calls a node with a GPU.
    private const string GpuLabel = "nvidia.com/gpu.present";

    // The label by which it finds the price of a node.
    private const string MachineLabel = "metadata.labels.node.kubernetes.io/instance-type";

    // An annotation of the pod, which it has as a file: the list is there before the pod is, and a new list makes a new pod.
    private const string PriceAnnotation = "ai-platform/prices", PriceFolder = "/var/prices", PriceFile = "machines.csv";

    /// <summary>Prices of machines that no list has, or that were negotiated; they then hold for the whole cluster.</summary>
    /// <value>absent: the public price list of the cloud, or that of the catalogue where the internet cannot be reached; required
    /// on-prem</value>
    public OpenCostPrices? Prices { get; init; }

    /// <inheritdoc/>
    public override string Key => "opencost";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "clouds; on-prem with `prices`";

    /// <inheritdoc/>
    public override string Highlights =>
        "prices as metrics, from the public list of the cloud, the platform's own or `prices`; no interface, no login to the cloud";

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
                : Prices is null && cloud.Profile is null
                    ? "no price list has the cluster's machines: give prices, or remove the add-on here."
                    : Prices is null && !cloud.ReachesInternet && Unpriced(cloud) is { Count: > 0 } machines
                        ? $"it reaches no price list, and the platform's own has no {string.Join(", ", machines)} in " +
                            $"{cloud.Cluster.Region}: give prices, or remove the add-on here."
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
        .. Prices is null && context.Cloud.ReachesInternet ? (Flow[])[Flow.ToAnything(443)] : [],
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
        else if (!context.Cloud.ReachesInternet)
        {
            exporter["env"] = new JsonArray(
                new JsonObject { ["name"] = "USE_CSV_PROVIDER", ["value"] = "true" },
                new JsonObject { ["name"] = "CSV_PATH", ["value"] = $"{PriceFolder}/{PriceFile}" });
            exporter["extraVolumeMounts"] =
                new JsonArray(new JsonObject { ["name"] = "prices", ["mountPath"] = PriceFolder, ["readOnly"] = true });
        }

        var values = new JsonObject
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
        if (exporter.ContainsKey("extraVolumeMounts"))
        {
            values["podAnnotations"] = new JsonObject { [PriceAnnotation] = MachinePrices(context.Cloud) };
            values["extraVolumes"] = new JsonArray(new JsonObject
            {
                ["name"] = "prices",
                ["downwardAPI"] = new JsonObject
                {
                    ["items"] = new JsonArray(new JsonObject
                    {
                        ["path"] = PriceFile,
                        ["fieldRef"] = new JsonObject { ["fieldPath"] = $"metadata.annotations['{PriceAnnotation}']" },
                    }),
                },
            });
        }

        return values;
    }

    // Every machine that the cluster's nodes may be.
    private static IEnumerable<string> Machines(CloudFacts cloud) => cloud.Cluster is not CloudClusterSpec cluster ? [] :
        cluster.NodePools.OfType<CloudNodePoolSpec>().SelectMany(pool => pool.Alternatives.Prepend(pool.Machine))
            .Prepend(cluster.SystemMachine).Distinct().Order(StringComparer.Ordinal);

    private static List<string> Unpriced(CloudFacts cloud) =>
        [.. Machines(cloud).Where(machine => PriceList.Of(cloud.Cluster.Region, PriceItem.Machine(machine)) is null)];

    // The format of its price lists; a machine is found by a label of its node, and its price is then divided as that of a public list is
    // (pkg/cloud/provider/csvprovider.go, GetNodeCost in pkg/costmodel/costmodel.go). Spot machines have the price of others.
    private static string MachinePrices(CloudFacts cloud) => string.Concat(
        Machines(cloud).Select(machine => (Machine: machine, Price: PriceList.Of(cloud.Cluster.Region, PriceItem.Machine(machine))!))
            .Select(each => string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Price.Source.Date:yyyy-MM-dd} 00:00:00 UTC,{each.Machine},,node,{MachineLabel},,{each.Price.Amount},\n"))
            .Prepend("EndTimestamp,InstanceID,Region,AssetClass,InstanceIDField,InstanceType,MarketPriceHourly,Version\n"));

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
