using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Observability;

/// <summary>The OpenTelemetry operator and the collectors of the platform: logs from every node, the events of the cluster, and a gateway
/// to which workloads send. Each exists only where the stack names a destination for it.</summary>
public sealed record OpenTelemetry : AddOn
{
    /// <summary>Namespace of everything but the node agents.</summary>
    internal const string Namespace = "opentelemetry";

    /// <summary>Namespace of the collectors that read the files of their nodes.</summary>
    internal const string NodeNamespace = "opentelemetry-nodes";

    /// <summary>The smallest distribution with all that the collectors need: distributions/otelcol-k8s/manifest.yaml of
    /// open-telemetry/opentelemetry-collector-releases at v0.158.0.</summary>
    internal const string CollectorImage = "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s";

    /// <summary>The distribution with everything, three times as large; only where something needs it.</summary>
    internal const string ContribImage = "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib";

    /// <summary>The version of both.</summary>
    internal const string CollectorVersion = "0.158.0";

    private const string Repository = "ghcr.io/open-telemetry/opentelemetry-operator";

    /// <summary>What a collector of each kind asks for.</summary>
    internal static Requests Gateway { get; } = new(200, 256, 1024);

    /// <inheritdoc cref="Gateway"/>
    internal static Requests Events { get; } = new(20, 128, 384);

    /// <inheritdoc cref="Gateway"/>
    internal static Requests Logs { get; } = new(100, 160, 512);

    /// <inheritdoc/>
    public override string Key => "opentelemetry-operator";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => true;

    /// <inheritdoc/>
    public override bool OnByDefault(ClusterContext context) =>
        (LogTarget.Of(context) is not null || context.Platform.Observability.Traces is not null) && base.OnByDefault(context);

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster, where the stack names `observability.logs` or `observability.traces`";

    /// <inheritdoc/>
    public override string Highlights =>
        "collectors for logs on every node and for events, a gateway for OTLP with the service name " +
        $"`{Collectors.GatewayService}`; queues on disk, no secret in a configuration";

    /// <inheritdoc/>
    public override Chart Chart =>
        new("opentelemetry-operator", "https://open-telemetry.github.io/opentelemetry-helm-charts", "0.122.0", Namespace);

    /// <inheritdoc/>
    /// <remarks>The operator has the names of all but its own image built in, in the versions of its versions.txt; given here, they come
    /// from the mirror wherever somebody uses them.</remarks>
    public override ImmutableArray<ChartImage> Images =>
    [
        new($"{Repository}/opentelemetry-operator", "0.158.0", "manager.image.repository"),
        Pinned(CollectorImage, CollectorVersion, "manager.collectorImage"),
        new(ContribImage, CollectorVersion) { On = cloud => cloud.Profile is not null },
        Pinned($"{Repository}/target-allocator", "0.158.0", "manager.targetAllocatorImage"),
        Pinned($"{Repository}/operator-opamp-bridge", "0.158.0", "manager.opampBridgeImage"),
        Pinned($"{Repository}/autoinstrumentation-java", "2.30.0", "manager.autoInstrumentationImage.java"),
        Pinned($"{Repository}/autoinstrumentation-nodejs", "0.78.0", "manager.autoInstrumentationImage.nodejs"),
        Pinned($"{Repository}/autoinstrumentation-python", "0.64b0", "manager.autoInstrumentationImage.python"),
        Pinned($"{Repository}/autoinstrumentation-dotnet", "1.16.0", "manager.autoInstrumentationImage.dotnet"),
        Pinned($"{Repository}/autoinstrumentation-apache-httpd", "1.0.4", "manager.autoInstrumentationImage.apacheHttpd"),
        // The same image, by the operator's own choice.
        Pinned($"{Repository}/autoinstrumentation-apache-httpd", "1.0.4", "manager.autoInstrumentationImage.nginx"),
        Pinned(
            "ghcr.io/open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go", "v0.24.0",
            "manager.autoInstrumentationImage.go"),
        // Only `helm test` starts it; moved so that no public image remains.
        Pinned("docker.io/library/busybox", "1.37.0", "testFramework.image"),
    ];

    /// <inheritdoc/>
    /// <remarks>A collector has no such member of its own: its pods pull with what their service account names.</remarks>
    public override ImmutableArray<PullSecretPath> PullSecrets =>
    [
        new("imagePullSecrets"),
        .. CollectorAccounts.Names.Select((_, index) => new PullSecretPath($"extraObjects.{index}.imagePullSecrets")),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["manager.serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("operator", WorkloadKind.Controller, "", new(50, 128, 512)) with
        {
            Resources = "manager.resources",
            Replicas = "replicaCount",
            Spread = new("topologySpreadConstraints", "app.kubernetes.io/name", "opentelemetry-operator"),
        },
        // The operator makes these from the collectors that the platform adds; the chart knows nothing of them.
        new("gateway", WorkloadKind.Controller) { Requests = Gateway },
        new("events", WorkloadKind.Controller) { Requests = Events },
        new("logs", WorkloadKind.Agent) { Requests = Logs },
    ];

    /// <inheritdoc/>
    /// <remarks>It issues the certificate of the operator's webhooks, one of which converts between versions of the kinds.</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    /// <remarks>Whoever sends to it.</remarks>
    public override IEnumerable<Type> After => [typeof(Loki)];

    /// <inheritdoc/>
    /// <remarks>Logs are files of the host. Nothing else here reads any.</remarks>
    public override string? AgentNamespace => NodeNamespace;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (LogTarget.Of(context)?.Own is LokiLogs && !Of(context.Cluster).OfType<Loki>().Any())
        {
            yield return new(
                "enabled",
                "logs would go to Loki, which is off on this cluster. Turn it on with loki: {}, or remove logBucket and give " +
                "observability.logs.endpoint.");
        }

        if (!Collectors.Of(context).Any())
        {
            yield return new(
                "enabled",
                "there is nowhere to send to: neither observability.logs nor observability.traces says where to from here, and the " +
                "cluster has no Prometheus of the platform that takes metrics. Name a destination, or leave the add-on out.");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<ChartSecret> Secrets(ClusterContext context)
    {
        var logs = LogTarget.Of(context)?.Service;
        return
        [
            .. OtlpDestination.Secrets(Namespace, [("logs", logs), ("traces", context.Platform.Observability.Traces)]),
            .. OtlpDestination.Secrets(NodeNamespace, [("logs", logs)]),
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) => LogTarget.Of(context)?.Identities ?? [];

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context)
    {
        var (logs, traces) = (LogTarget.Of(context)?.Service?.Endpoint, context.Platform.Observability.Traces?.Endpoint);
        return
        [
            Flow.ToApiServer, Flow.FromApiServer(9443),
            // The operator, and what each collector tells of itself.
            Flow.Scraped(8443, 8888),
            Flow.FromPods(4317, 4318),
            .. KubePrometheus.OtlpUrls(context).Any() ? (Flow[])[Flow.ToPrometheus] : [],
            .. Flow.ToServices(logs, traces),
            Flow.To("loki", 3100),
            .. new[] { Flow.ToApiServer, Flow.Scraped(8888), Flow.To("loki", 3100) }.Concat(Flow.ToServices(logs))
                .Select(flow => flow with { OfAgents = true }),
        ];
    }

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["pdb"] = new JsonObject { ["create"] = context.Sizing.Replicas > 1 },
        // What teams made of the kinds outlives the add-on.
        ["crds"] = new JsonObject { ["annotations"] = new JsonObject { ["helm.sh/resource-policy"] = "keep" } },
        ["admissionWebhooks"] = new JsonObject
        {
            // One of them is called for every new pod, to instrument it. It fails open; what a cluster needs to start does not even ask it.
            ["namespaceSelector"] = new JsonObject
            {
                ["matchExpressions"] = new JsonArray(new JsonObject
                {
                    ["key"] = "kubernetes.io/metadata.name",
                    ["operator"] = "NotIn",
                    ["values"] = new JsonArray("kube-system"),
                }),
            },
            ["timeoutSeconds"] = 5,
        },
        ["extraObjects"] = CollectorAccounts.Objects(context),
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) => Collectors.Of(context);

    /// <summary>The image of collectors whose logs go to a target.</summary>
    internal static string ImageFor(LogTarget? target) => target is { NeedsContrib: true } ? ContribImage : CollectorImage;

    private static ChartImage Pinned(string repository, string tag, string path) =>
        new(repository, tag, $"{path}.repository") { TagPath = $"{path}.tag" };
}
