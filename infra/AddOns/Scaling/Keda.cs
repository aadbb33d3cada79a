using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Scaling;

/// <summary>KEDA: scales workloads by events such as the length of a queue, down to zero and back, which is impossible with GPU
/// utilisation.</summary>
public sealed record Keda : AddOn
{
    /// <summary>The only namespace whose scaled objects KEDA watches; absent: all namespaces. The platform creates it and never deletes it,
    /// because KEDA's chart puts a role binding there.</summary>
    public string? WatchNamespace { get; init; }

    /// <summary>Whether KEDA may read secrets only in its own namespace. Workloads then refer to a ClusterTriggerAuthentication, whose
    /// secrets are there.</summary>
    /// <value>false</value>
    public bool RestrictSecrets { get; init; }

    /// <inheritdoc/>
    public override string Key => "keda";

    /// <inheritdoc/>
    /// <remarks>A single node at an edge site has nothing to scale to.</remarks>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights =>
        "two replicas each, `imagePullPolicy: IfNotPresent`";

    /// <inheritdoc/>
    public override Chart Chart => new("keda", "https://kedacore.github.io/charts", "2.20.2", "keda");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("ghcr.io/kedacore/keda", "2.20.2", "global.image.registry") { Form = ImageForm.Registry },
        new("ghcr.io/kedacore/keda-metrics-apiserver", "2.20.2"),
        new("ghcr.io/kedacore/keda-admission-webhooks", "2.20.2"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors =>
    [
        .. from part in (string[])["operator", "metricServer", "webhooks"]
           from value in (string[])["enabled", "serviceMonitor.enabled"]
           select $"prometheus.{part}.{value}",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("all", WorkloadKind.Controller)
        {
            Priority = "priorityClassName",
            NodeSelector = "nodeSelector",
            SelectsLinux = true,
            Tolerations = "tolerations",
            PullPolicy = "image.pullPolicy",
        },
        new("operator", WorkloadKind.Controller)
        {
            Requests = new(100, 256, 1024),
            Resources = "resources.operator",
            Replicas = "operator.replicaCount",
            Budget = new("podDisruptionBudget.operator", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints.operator", "app", "keda-operator"),
        },
        new("metrics server", WorkloadKind.Controller)
        {
            Requests = new(100, 128, 1024),
            Resources = "resources.metricServer",
            Replicas = "metricsServer.replicaCount",
            Budget = new("podDisruptionBudget.metricServer", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints.metricsServer", "app", "keda-operator-metrics-apiserver"),
        },
        // It only warns about scaled objects that conflict, and nothing waits for it.
        new("webhooks", WorkloadKind.Controller)
        {
            Requests = new(50, 64, 256),
            Resources = "resources.webhooks",
            Replicas = "webhooks.replicaCount",
            Budget = new("podDisruptionBudget.webhooks", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints.webhooks", "app", "keda-admission-webhooks"),
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    /// <remarks>Where it watches one namespace, it gets its rights there and nowhere else (templates/manager/clusterrolebindings.yaml of
    /// the chart).</remarks>
    public override IEnumerable<string> OtherNamespaces => WatchNamespace is null ? [] : [WatchNamespace];

    /// <inheritdoc/>
    /// <remarks>The chart splits a list at its commas; a name with one would be no name of a namespace.</remarks>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => SettingForms.Namespaces("watchNamespace", OtherNamespaces);

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["clusterName"] = ResourceNames.Cluster(context.Platform, context.Cluster),
        ["watchNamespace"] = WatchNamespace ?? "",
        ["webhooks"] = new JsonObject { ["failurePolicy"] = "Ignore" },
        ["permissions"] = new JsonObject
        {
            ["operator"] = new JsonObject { ["restrict"] = new JsonObject { ["secret"] = RestrictSecrets } },
            ["metricServer"] = new JsonObject { ["restrict"] = new JsonObject { ["secret"] = RestrictSecrets } },
        },
    };
}
