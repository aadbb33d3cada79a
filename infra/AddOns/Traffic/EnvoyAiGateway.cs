using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Traffic;

/// <summary>Envoy AI Gateway, for one thing: it makes Envoy Gateway send the requests of an HTTPRoute to an <c>InferencePool</c>, where
/// the pool's endpoint picker chooses the pod. Envoy Gateway has no pools of its own, only the hooks that this extends.</summary>
/// <remarks>v1.1 runs with Envoy Gateway v1.8.1 and later (site/versioned_docs/version-1.1/compatibility.md of envoyproxy/ai-gateway);
/// the protocol between the two, proto/extension of envoyproxy/gateway, is the same in v1.9.0 but for one more optional
/// field.</remarks>
public sealed record EnvoyAiGateway : AddOn
{
    // Of the Service and of the pods.
    private const string Controller = "ai-gateway-controller", NameLabel = "app.kubernetes.io/name";

    // Where Envoy Gateway asks it: values.yaml of the chart, port "grpc".
    private const int ExtensionPort = 1063;

    /// <inheritdoc/>
    public override string Key => "envoy-ai-gateway";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable && Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except OpenShift and those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights =>
        "routes to an `InferencePool`, one a rule, and nothing else: objects of its own kinds are refused; no key of the gateway is sent " +
        "to it; a webhook for the gateway's proxies alone";

    /// <inheritdoc/>
    public override Chart Chart => new("ai-gateway-helm", "oci://docker.io/envoyproxy", "v1.1.0", EnvoyGateway.Namespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("docker.io/envoyproxy/ai-gateway-controller", Chart.Version, "controller.image.repository"),
        // Put beside a proxy where there is an AIGatewayRoute; moved so that no public image remains.
        new("docker.io/envoyproxy/ai-gateway-extproc", Chart.Version, "extProc.image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets")];

    /// <inheritdoc/>
    /// <remarks>Its chart has no priority class.</remarks>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "controller", new(100, 256, 1024)) with
        {
            Priority = null,
            Replicas = "controller.replicaCount",
            Budget = new("controller.podDisruptionBudget", BudgetForm.EnabledWithMinimum),
            Spread = new("controller.topologySpreadConstraints", NameLabel, Chart.Name),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>Envoy Gateway comes after it, because both look for the kind of pools once, when they start; cert-manager issues the
    /// certificate of its webhook.</remarks>
    public override IEnumerable<Type> Requires =>
        [typeof(EnvoyAiGatewayCrds), typeof(EnvoyGatewayCrds), typeof(InferenceExtension), typeof(CertManager)];

    /// <inheritdoc/>
    public override IEnumerable<Type> After => [typeof(GatewayApi)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.Cluster.IsOpenShift
        ? "OpenShift has a gateway controller of its own, which the platform uses; remove the add-on here."
        : null;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => Of(context.Cluster).OfType<EnvoyGateway>().Any()
        ? []
        : [new("", "it extends envoy-gateway, which is off on this cluster. Turn envoy-gateway on with envoy-gateway: {}, or turn " +
            $"{Key} off with {Key}: null.")];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    /// <remarks>Envoy Gateway asks it within their namespace.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
        new[] { Flow.ToApiServer, Flow.Among, Flow.FromApiServer(9443), Flow.Scraped(8080) }
            .Select(flow => flow.Of(NameLabel, Chart.Name));

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["envoyGateway"] = new JsonObject { ["namespace"] = EnvoyGateway.Namespace },
        ["controller"] = new JsonObject
        {
            ["mutatingWebhook"] = new JsonObject
            {
                ["certManager"] = new JsonObject { ["enable"] = true },
                // It fails closed, and by itself for every pod with a label that anyone can write.
                ["namespaceSelector"] = new JsonObject
                {
                    ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = EnvoyGateway.Namespace },
                },
            },
        },
    };

    /// <inheritdoc/>
    /// <remarks>The chart has no monitor, and its pods no names for their ports.</remarks>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        [.. HasMonitorKinds(context.Cluster) ? [Monitor()] : Array.Empty<JsonObject>(), .. AiGatewayPolicies.Objects];

    /// <summary>What Envoy Gateway has to know of it, as its installation guide says (manifests/envoy-gateway-values.yaml and
    /// examples/inference-pool/envoy-gateway-values-addon.yaml of envoyproxy/ai-gateway v1.1.0), with three things less.</summary>
    /// <remarks>The kinds Backend and EnvoyPatchPolicy stay off: pools need neither, and each lets a route leave what the platform
    /// allows. Secrets, the private key of the gateway among them, are not sent: it would return them as they are (PostTranslateModify in
    /// internal/extensionserver), and Envoy Gateway keeps its own then (internal/xds/translator/extension.go).</remarks>
    internal static JsonObject Extension() => new()
    {
        ["backendResources"] = new JsonArray(new JsonObject
        {
            ["group"] = InferenceExtension.Group, ["kind"] = "InferencePool", ["version"] = InferenceExtension.Version,
        }),
        ["hooks"] = new JsonObject
        {
            ["xdsTranslator"] = new JsonObject
            {
                ["translation"] = new JsonObject
                {
                    ["listener"] = new JsonObject { ["includeAll"] = true },
                    ["route"] = new JsonObject { ["includeAll"] = true },
                    ["cluster"] = new JsonObject { ["includeAll"] = true },
                    ["secret"] = new JsonObject { ["includeAll"] = false },
                },
                ["post"] = new JsonArray("Translation", "Cluster", "Route"),
            },
        },
        ["service"] = new JsonObject
        {
            ["fqdn"] = new JsonObject
            {
                ["hostname"] = $"{Controller}.{EnvoyGateway.Namespace}.svc", ["port"] = ExtensionPort,
            },
        },
    };

    private JsonObject Monitor() => KubernetesObject.Of("monitoring.coreos.com/v1", "ServiceMonitor", Controller, new JsonObject
    {
        ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [NameLabel] = Chart.Name } },
        ["endpoints"] = new JsonArray(new JsonObject { ["port"] = "http-metrics" }),
    }, Chart.Namespace);
}
