using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>The values of Prometheus itself.</summary>
internal static class PrometheusServer
{
    // Prometheus counts the write-ahead log as well, and deletes whole blocks only.
    private const int FullTenths = 8;

    // Room on a node, where there is no volume: its disk is for images and for the pods of others as well.
    private const int NodeGiB = 10, EdgeGiB = 5;

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

        if (KubePrometheus.IsAgent(context))
        {
            // What waits while the destination is away is on the node, for four hours at most (storage.agent.retention.max-time).
            return new JsonObject { ["agentMode"] = true, ["prometheusSpec"] = server };
        }

        var full = context.Cloud.HighlyAvailable;
        var size = !full ? EdgeGiB : addOn.ClassOn(context.Cluster) is null ? NodeGiB : addOn.VolumeGiB;
        server["retention"] = full ? $"{context.Platform.Observability.RetentionDays}d" : "24h";
        server["retentionSize"] = string.Create(CultureInfo.InvariantCulture, $"{size * FullTenths / 10}GB");
        server["storageSpec"] = addOn.Storage(context.Cluster, size);
        return new JsonObject { ["prometheusSpec"] = server };
    }
}
