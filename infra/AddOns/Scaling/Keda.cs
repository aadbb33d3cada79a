using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Scaling;

/// <summary>KEDA: scales workloads by events such as the length of a queue, down to zero and back, which is impossible with GPU
/// utilisation.</summary>
public sealed record Keda : AddOn
{
    /// <summary>The only namespace whose scaled objects KEDA watches; absent: all namespaces.</summary>
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
    internal override Chart Chart => new("keda", "https://kedacore.github.io/charts", "2.20.2", "keda");

    /// <inheritdoc/>
    internal override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = context.Sizing;
        return new JsonObject
        {
            ["clusterName"] = ResourceNames.Cluster(context.Platform, context.Cluster),
            ["watchNamespace"] = WatchNamespace ?? "",
            ["global"] = new JsonObject { ["image"] = new JsonObject { ["registry"] = Mirror.Registry(context.Platform, "ghcr.io") } },
            // The chart's default, Always, contacts the registry at every start and keeps pods down while it is unreachable; the tags are
            // exact anyway.
            ["image"] = new JsonObject { ["pullPolicy"] = "IfNotPresent" },
            ["priorityClassName"] = Placement.ClusterCritical,
            ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
            ["tolerations"] = Placement.Tolerations(context.Cloud),
            ["operator"] = new JsonObject { ["replicaCount"] = sizing.Replicas },
            ["metricsServer"] = new JsonObject { ["replicaCount"] = sizing.Replicas },
            // The webhook only warns about conflicting scaled objects: nothing depends on it.
            ["webhooks"] = new JsonObject { ["replicaCount"] = sizing.Replicas, ["failurePolicy"] = "Ignore" },
            ["podDisruptionBudget"] = new JsonObject
            {
                ["operator"] = Budget(sizing),
                ["metricServer"] = Budget(sizing),
                ["webhooks"] = Budget(sizing),
            },
            ["topologySpreadConstraints"] = new JsonObject
            {
                ["operator"] = Placement.Spread(context.Cloud, "app", "keda-operator"),
                ["metricsServer"] = Placement.Spread(context.Cloud, "app", "keda-operator-metrics-apiserver"),
                ["webhooks"] = Placement.Spread(context.Cloud, "app", "keda-admission-webhooks"),
            },
            ["resources"] = new JsonObject
            {
                ["operator"] = sizing.Resources(100, 256, 1024),
                ["metricServer"] = sizing.Resources(100, 128, 1024),
                ["webhooks"] = sizing.Resources(50, 64, 256),
            },
            ["permissions"] = new JsonObject
            {
                ["operator"] = new JsonObject { ["restrict"] = new JsonObject { ["secret"] = RestrictSecrets } },
                ["metricServer"] = new JsonObject { ["restrict"] = new JsonObject { ["secret"] = RestrictSecrets } },
            },
        };
    }

    private static JsonObject Budget(Sizing sizing) => sizing.HighlyAvailable ? new JsonObject { ["maxUnavailable"] = 1 } : [];
}
