using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Scaling;

/// <summary>HTTP add-on of KEDA: holds requests to a workload without pods until one is ready, and scales by what waits. Requests have to
/// go through its proxy, so a cluster gets it only where it is asked for.</summary>
public sealed record KedaHttp : AddOn
{
    /// <inheritdoc/>
    public override string Key => "keda-http";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override string OnByDefaultText => "nowhere";

    /// <inheritdoc/>
    public override string Highlights =>
        "a proxy that holds requests while a workload wakes from zero, up to twenty of it; see [scaling](scaling.md#http)";

    /// <inheritdoc/>
    public override Chart Chart => new("keda-add-ons-http", "https://kedacore.github.io/charts", "0.15.0", "keda");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        .. ((string[])["operator", "interceptor", "scaler"]).Select(part =>
            new ChartImage($"ghcr.io/kedacore/http-add-on-{part}", "0.15.0", $"images.{part}")),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets =>
    [
        new("operator.imagePullSecrets"),
        new("interceptor.imagePullSecrets"),
        new("scaler.imagePullSecrets"),
    ];

    /// <inheritdoc/>
    /// <remarks>Its chart has no priority classes.</remarks>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("all", WorkloadKind.Controller) { Security = new("podSecurityContext", "securityContext") { User = 1000 } },
        Part("operator", new(20, 64, 256)) with { Replicas = "operator.replicas" },
        Part("scaler", new(50, 64, 256)) with { Replicas = "scaler.replicas" },
        // Every request goes through it; each holds its own.
        Part("interceptor", new(100, 128, 512)) with
        {
            Replicas = "interceptor.replicas.min",
            Budget = new("interceptor.pdb", BudgetForm.Enabled),
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(Keda)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Among,
        // The proxy: whoever asks a workload, and the workload, which has a port of its team's choice.
        .. new[] { Flow.FromPods(8080), Flow.FromUsers(8080), Flow.ToAnything() }
            .Select(flow => flow.Of("app.kubernetes.io/component", "interceptor")),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["interceptor"] = new JsonObject
        {
            ["replicas"] = new JsonObject { ["max"] = context.Cloud.HighlyAvailable ? 20 : 2 },
            // A token after another is an answer that takes minutes; the first byte of one that has to wait for a GPU is late.
            ["responseHeaderTimeout"] = "600s",
        },
    };

    private static Workload Part(string part, Requests requests) => new(part, WorkloadKind.Controller)
    {
        Requests = requests,
        Resources = $"{part}.resources",
        NodeSelector = $"{part}.nodeSelector",
        SelectsLinux = true,
        Tolerations = $"{part}.tolerations",
        PullPolicy = $"{part}.pullPolicy",
        Spread = new($"{part}.topologySpreadConstraints", "app.kubernetes.io/component", part),
    };
}
