using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>The values of Prometheus itself.</summary>
internal static class PrometheusServer
{
    // Prometheus counts the write-ahead log as well, and deletes whole blocks only.
    private const int FullTenths = 8;

    /// <summary>How long metrics that workloads send may wait on their way.</summary>
    public const string OtlpWindow = "10m";

    // Room on a node, where there is no volume: its disk is for images and for the pods of others as well.
    private const int NodeGiB = 10, EdgeGiB = 5;

    private static readonly string[] _promoted =
    [
        "k8s.namespace.name", "k8s.pod.name", "k8s.node.name", "k8s.deployment.name", "k8s.statefulset.name", "k8s.daemonset.name",
        "k8s.job.name", "k8s.cronjob.name", "service.name", "service.namespace", "service.instance.id", "service.version",
    ];

    /// <summary>The values, beside what the tables of the add-on say.</summary>
    public static JsonObject Values(KubePrometheus addOn, ClusterContext context)
    {
        var server = new JsonObject
        {
            ["externalLabels"] = MetricsDestination.Labels(context),
            ["remoteWrite"] = MetricsDestination.RemoteWrite(context),
        };
        // Whatever is there, in any namespace: those of the platform's add-ons and those of the teams.
        foreach (var kind in new[] { "serviceMonitor", "podMonitor", "probe", "scrapeConfig", "rule" })
        {
            server[$"{kind}SelectorNilUsesHelmValues"] = false;
        }

        // Taken from the gateway (https://prometheus.io/docs/guides/opentelemetry/): what says whose a metric is becomes labels, and
        // several senders are never quite in order.
        var otlp = AddOn.Of(context.Cluster).OfType<OpenTelemetry>().Any();
        if (otlp)
        {
            server["enableOTLPReceiver"] = true;
            server["otlp"] = new JsonObject { ["promoteResourceAttributes"] = KubernetesObject.Texts(_promoted) };
        }

        if (KubePrometheus.IsAgent(context))
        {
            // What waits while the destination is away is on the node, for four hours at most (DefaultMaxWALTime in tsdb/agent/db.go).
            return new JsonObject { ["agentMode"] = true, ["prometheusSpec"] = server };
        }

        var full = context.Cloud.HighlyAvailable;
        var size = !full ? EdgeGiB : addOn.ClassOn(context.Cluster) is null ? NodeGiB : addOn.VolumeGiB;
        server["retention"] = full ? $"{context.Platform.Observability.RetentionDays}d" : "24h";
        server["retentionSize"] = string.Create(CultureInfo.InvariantCulture, $"{size * FullTenths / 10}GB");
        server["storageSpec"] = addOn.Storage(context.Cluster, size);
        if (otlp)
        {
            server["tsdb"] = new JsonObject { ["outOfOrderTimeWindow"] = OtlpWindow };
        }

        return new JsonObject { ["prometheusSpec"] = server };
    }
}
