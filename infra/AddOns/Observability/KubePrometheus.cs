using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability.Settings;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>Prometheus and what belongs to it: on a full cluster two servers, three Alertmanagers and Grafana; at the edge one small
/// server, or an agent where metrics are forwarded. OpenShift has all that, so there it only configures what is there.</summary>
public sealed record KubePrometheus : AddOn
{
    /// <summary>Repository of this chart and that of its kinds.</summary>
    internal const string Repository = "https://prometheus-community.github.io/helm-charts";

    /// <summary>Namespace of everything but the node agents.</summary>
    internal const string Namespace = "monitoring";

    private const string NameLabel = "app.kubernetes.io/name";

    /// <summary>Inside the cluster, the address that answers queries, where there is a server.</summary>
    internal const string QueryUrl = $"http://kube-prometheus-stack-prometheus.{Namespace}.svc:9090";

    /// <summary>The address that answers queries of workloads: on OpenShift that of its own servers, which want a login.</summary>
    internal static string QueryUrlOf(ClusterContext context) =>
        context.Cluster.IsOpenShift ? "https://thanos-querier.openshift-monitoring.svc:9091" : QueryUrl;

    /// <summary>Where the servers of a cluster take metrics by OTLP, without the path of the signal: each of them, because they know
    /// nothing of each other; none on OpenShift, whose own Prometheus takes none.</summary>
    internal static IEnumerable<string> OtlpUrls(ClusterContext context) => context switch
    {
        { Cluster.IsOpenShift: true } => [],
        _ when !Of(context.Cluster).OfType<KubePrometheus>().Any() => [],
        { Sizing.HighlyAvailable: false } => [$"{QueryUrl}/api/v1/otlp"],
        _ => Enumerable.Range(0, context.Sizing.Replicas).Select(index =>
            $"http://prometheus-kube-prometheus-stack-prometheus-{index}.prometheus-operated.{Namespace}.svc:9090/api/v1/otlp"),
    };

    /// <summary>Size in GiB of the volume of each server, of which metrics take at most four fifths.</summary>
    /// <value>50: some 15 days of a cluster with 100 nodes; 10 to 16000</value>
    public int VolumeGiB { get; init; } = 50;

    /// <summary>Storage class of the volumes of servers and Alertmanagers.</summary>
    /// <value><c>fast</c>, where the cluster has it; without a class they keep their data for as long as their pods live</value>
    public string? StorageClass { get; init; }

    /// <summary>Who is told of alerts; absent: they are seen in Grafana and Alertmanager only.</summary>
    public AlertReceiversSpec? Receivers { get; init; }

    /// <summary>Host name under which users reach Grafana; absent: <c>grafana.{organization}.internal</c>. Exposing it is a separate
    /// decision.</summary>
    public string? Domain { get; init; }

    /// <summary>Single sign-on for Grafana. Once it is set, there is no built-in administrator and no login form; until then that user is
    /// the only way in.</summary>
    public GrafanaOidcSpec? Oidc { get; init; }

    /// <summary>Where the folder <c>docs/runbooks</c> of this repository can be read, so that an alert leads to its page: an https
    /// URL.</summary>
    /// <value>absent: alerts name the path in the repository</value>
    public string? Runbooks { get; init; }

    /// <inheritdoc/>
    public override string Key => "kube-prometheus-stack";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => true;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster";

    /// <inheritdoc/>
    public override string Highlights =>
        "two servers and three Alertmanagers with volumes of the class `fast`, Grafana with dashboards as code; at the edge one server " +
        "for a day, or an agent that forwards; on OpenShift no chart, but its own monitoring of user workloads";

    /// <inheritdoc/>
    public override Chart Chart => new("kube-prometheus-stack", Repository, "88.5.3", Namespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        Image("quay.io/prometheus-operator/prometheus-operator", "v0.93.1", "prometheusOperator.image"),
        // The operator gets these two by name; it adds the first to the pods that it makes, and never starts the second.
        Image("quay.io/prometheus-operator/prometheus-config-reloader", "v0.93.1", "prometheusOperator.prometheusConfigReloader.image"),
        Image("quay.io/thanos/thanos", "v0.42.4", "prometheusOperator.thanosImage"),
        Image("quay.io/prometheus/prometheus", "v3.14.0-distroless", "prometheus.prometheusSpec.image"),
        Image("quay.io/prometheus/node-exporter", "v1.12.1-distroless", "prometheus-node-exporter.image"),
        Image("registry.k8s.io/kube-state-metrics/kube-state-metrics", "v2.20.0", "kube-state-metrics.image"),
        Image("quay.io/prometheus/alertmanager", "v0.34.0", "alertmanager.alertmanagerSpec.image") with { On = IsFull },
        Image("docker.io/grafana/grafana", "13.2.0", "grafana.image") with { On = IsFull },
        Image("quay.io/kiwigrid/k8s-sidecar", "2.10.1", "grafana.sidecar.image") with { On = IsFull },
        GpuHealth.Image,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Server with { On = IsFull, Requests = new(500, 2048, 8192), Budget = new("prometheus.podDisruptionBudget", BudgetForm.Enabled) },
        // An edge site has half of this.
        Server with { On = IsEdge, Requests = new(200, 1024, 3072) },
        // Three, as for whatever must outlast the loss of a node during a rollout: what is silenced is known to all of them.
        Workload.At("alertmanager", WorkloadKind.Webhook, "alertmanager.alertmanagerSpec", new(20, 64, 256)) with
        {
            On = IsFull,
            Replicas = "alertmanager.alertmanagerSpec.replicas",
            Budget = new("alertmanager.podDisruptionBudget", BudgetForm.Enabled),
            Spread = new("alertmanager.alertmanagerSpec.topologySpreadConstraints", "app.kubernetes.io/name", "alertmanager"),
        },
        Workload.At("grafana", WorkloadKind.Controller, "grafana", new(100, 256, 1024)) with { On = IsFull },
        new("grafana sidecars", WorkloadKind.Controller)
        {
            On = IsFull,
            Requests = new(20, 96, 256),
            Resources = "grafana.sidecar.resources",
        },
        Workload.At("operator", WorkloadKind.Controller, "prometheusOperator", new(50, 128, 512)) with { Priority = null },
        new("config reloader", WorkloadKind.Controller)
        {
            Requests = new(10, 32, 128),
            Resources = "prometheusOperator.prometheusConfigReloader.resources",
        },
        Workload.At("kube-state-metrics", WorkloadKind.Controller, "kube-state-metrics", new(20, 128, 512)),
        // Every node, GPU nodes included.
        Workload.At("node exporter", WorkloadKind.Agent, "prometheus-node-exporter", new(20, 32, 128)),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(PrometheusOperatorCrds)];

    /// <inheritdoc/>
    /// <remarks>It issues the certificate of the operator's webhook.</remarks>
    public override IEnumerable<Type> After => [typeof(CertManager)];

    /// <inheritdoc/>
    public override bool HasVolumes => true;

    /// <inheritdoc/>
    /// <remarks>The node exporter reads the host: its network, processes and root folder. Nothing else here may.</remarks>
    public override string? AgentNamespace => "monitoring-nodes";

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<(string Member, string? Name)> NamedSecrets =>
    [
        ($"addOns.{Key}.receivers.webhookSecret", Receivers?.WebhookSecret),
        ($"addOns.{Key}.receivers.pagerDutySecret", Receivers?.PagerDutySecret),
    ];

    /// <inheritdoc/>
    public override bool ByChart(ClusterContext context) => !context.Cluster.IsOpenShift;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (VolumeGiB is < 10 or > 16000)
        {
            yield return new("volumeGiB", $"{VolumeGiB} GiB. Allowed: 10 to 16000.");
        }

        if (StorageClass is { } name && (name.Length > 253 || !name.Split('.').All(SettingForms.IsNamespace)))
        {
            yield return new(
                "storageClass",
                $"\"{name}\" is not the name of a storage class. Allowed: lower-case letters, digits, hyphens and dots, at most 253.");
        }

        if (Domain is not null && !SettingForms.IsHostName(Domain))
        {
            yield return new("domain", $"\"{Domain}\" is not a host name. Allowed: a name such as grafana.acme.example, in lower case.");
        }

        // Prometheus reads an annotation as a template.
        if (Runbooks is not null && (!SettingForms.IsHttps(Runbooks) || Runbooks.Contains('{', StringComparison.Ordinal)))
        {
            yield return new(
                "runbooks", $"\"{Runbooks}\" is not the URL of a folder. Allowed: https, a host, and optionally a port and a path.");
        }

        foreach (var mistake in Oidc?.Mistakes() ?? [])
        {
            yield return mistake with { Member = $"oidc.{mistake.Member}" };
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<ChartSecret> Secrets(ClusterContext context) => context.Cluster.IsOpenShift
        ? OpenShiftMonitoring.Secrets(context)
        : [.. MetricsDestination.Secrets(context, Namespace), .. IsFull(context.Cloud) ? AlertReceivers.Secrets(Receivers, context) : []];

    /// <inheritdoc/>
    /// <remarks>On OpenShift it has no pods. The node exporter is in the network of its node, where no policy holds.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => context.Cluster.IsOpenShift ? [] :
    [
        Flow.ToApiServer, Flow.Among,
        // The operator's webhook.
        Flow.FromApiServer(10250),
        // Every pod, every node and the destination of metrics: teams name ports, and no policy knows a node.
        Flow.ToAnything().Of(NameLabel, IsAgent(context) ? "prometheus-agent" : "prometheus"),
        .. IsFull(context.Cloud)
            ? (Flow[])
            [
                // Receivers, which teams add as well.
                Flow.ToAnything().Of(NameLabel, "alertmanager"),
                Flow.FromUsers(3000),
                Flow.To("loki", 3100).Of(NameLabel, "grafana"),
                .. Flow.ToServices(Oidc?.TokenUrl).Select(flow => flow.Of(NameLabel, "grafana")),
            ]
            : [],
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var (full, agent) = (IsFull(context.Cloud), IsAgent(context));
        var values = new JsonObject
        {
            ["crds"] = Off(),
            ["defaultRules"] = new JsonObject
            {
                ["create"] = !agent,
                // The platform's own rules say it, with a runbook that can be read without the internet.
                ["disabled"] = new JsonObject { ["KubeNodeNotReady"] = true, ["KubeNodeUnreachable"] = true },
            },
            ["prometheus"] = PrometheusServer.Values(this, context),
            ["prometheusOperator"] = Operator(context.Cluster),
            ["kube-state-metrics"] = new JsonObject
            {
                // It would read every secret of the cluster to count them.
                ["collectorsExclude"] = new JsonArray("secrets"),
                ["metricLabelsAllowlist"] = new JsonArray(
                    $"namespaces=[{TeamConventions.NamespaceLabel}]", $"nodes=[{NodeConventions.PoolLabel}]"),
            },
            ["prometheus-node-exporter"] = new JsonObject { ["namespaceOverride"] = AgentNamespace },
            ["alertmanager"] = full ? AlertReceivers.Values(this, context) : Off(),
            ["grafana"] = full ? Grafana.Values(this, context) : Off(),
        };
        // No kind of cluster lets them be scraped. A cloud runs the first three itself. RKE2, k3s and kubeadm bind them to the loopback
        // address of their node (https://github.com/k3s-io/k3s/issues/3619; cmd/kubeadm/app/phases/controlplane/manifests.go of
        // kubernetes/kubernetes; https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/, metricsBindAddress); opening
        // them would give etcd's metrics to whoever reaches the node.
        foreach (var component in new[] { "kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy" })
        {
            values[component] = Off();
        }

        values["extraManifests"] = new JsonArray(
            [.. full ? [Grafana.Role()] : Array.Empty<JsonNode>(), .. MonitorPolicy.Objects(context), .. GpuHealth.Manifests(context)]);
        return values;
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
    [
        .. context.Cluster.IsOpenShift ? OpenShiftMonitoring.Manifests(this, context) : [],
        .. ByChart(context) && IsFull(context.Cloud) ? Grafana.Dashboards() : [],
        .. EvaluatesRules(context)
            ? (JsonObject[])[PlatformRules.Manifest(context, Namespace, Runbooks?.TrimEnd('/') ?? "docs/runbooks")]
            : [],
    ];

    /// <summary>Whom alerts of a cluster reach, in words for a plan.</summary>
    public string AlertsReach(ClusterContext context) =>
        context.Cluster.IsOpenShift ? "whom OpenShift's Alertmanager tells"
        : IsAgent(context) ? "whom the store of metrics tells"
        : IsFull(context.Cloud) && AlertReceivers.Names(Receivers) is { Length: > 0 } names ? names
        : "nobody";

    /// <summary>Whether something on the cluster evaluates rules: an agent only forwards, and leaves them to its destination.</summary>
    internal static bool EvaluatesRules(ClusterContext context) => context.Cluster.IsOpenShift || !IsAgent(context);

    /// <summary>Whether metrics are only forwarded, because the site is too small to keep what is kept elsewhere.</summary>
    internal static bool IsAgent(ClusterContext context) =>
        IsEdge(context.Cloud) && context.Platform.Observability.Metrics is not null;

    /// <summary>The class of the volumes; null where there is none.</summary>
    internal string? ClassOn(ClusterSpec cluster) => StorageClass ?? (cluster.Storage.Fast is null ? null : StorageClasses.Fast);

    /// <summary>A claim for a volume; without a class, room on the node for as long as the pod lives.</summary>
    internal JsonObject Storage(ClusterSpec cluster, int sizeGiB)
    {
        if (ClassOn(cluster) is not { } name)
        {
            return new JsonObject { ["emptyDir"] = new JsonObject { ["sizeLimit"] = $"{sizeGiB}Gi" } };
        }

        return new JsonObject
        {
            ["volumeClaimTemplate"] = new JsonObject
            {
                // Metrics change all the time and are worth no copy of each night.
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["velero.io/exclude-from-backup"] = "true" } },
                ["spec"] = new JsonObject
                {
                    ["storageClassName"] = name,
                    ["accessModes"] = new JsonArray("ReadWriteOnce"),
                    ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = $"{sizeGiB}Gi" } },
                },
            },
        };
    }

    private static Workload Server => Workload.At("prometheus", WorkloadKind.Controller, "prometheus.prometheusSpec") with
    {
        Resources = "prometheus.prometheusSpec.resources",
        Replicas = "prometheus.prometheusSpec.replicas",
        Spread = new("prometheus.prometheusSpec.topologySpreadConstraints", "app.kubernetes.io/name", "prometheus"),
    };

    private static ChartImage Image(string repository, string tag, string path) =>
        new(repository, tag, $"{path}.registry") { Form = ImageForm.Registry };

    // The webhook checks rules, and fails open: while the operator is away, a wrong rule is refused by Prometheus itself.
    private static JsonObject Operator(ClusterSpec cluster) => Of(cluster).OfType<CertManager>().Any()
        ? new JsonObject
        {
            ["admissionWebhooks"] = new JsonObject
            {
                ["failurePolicy"] = "Ignore",
                ["certManager"] = new JsonObject { ["enabled"] = true },
            },
        }
        : new JsonObject { ["admissionWebhooks"] = Off(), ["tls"] = Off() };

    private static bool IsFull(CloudFacts cloud) => cloud.HighlyAvailable;

    private static bool IsEdge(CloudFacts cloud) => !cloud.HighlyAvailable;

    private static JsonObject Off() => new() { ["enabled"] = false };
}
