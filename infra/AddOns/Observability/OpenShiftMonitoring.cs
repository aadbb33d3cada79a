using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Documents;

namespace Infra.AddOns.Observability;

/// <summary>The monitoring that OpenShift brings. It has one Prometheus for the cluster and, once it is turned on, a second one for what
/// users run, which finds the monitors and rules of every namespace; a second operator beside it is not supported ("Configuring user
/// workload monitoring" in Red Hat's "Monitoring" of OpenShift 4.20).</summary>
/// <remarks>The cluster monitoring operator reads both config maps (openshift/cluster-monitoring-operator, Documentation/api.md), and its
/// release brings both namespaces. A cluster that has one of the maps already refuses to have it created: see
/// docs/observability.md.</remarks>
internal static class OpenShiftMonitoring
{
    private const string ClusterNamespace = "openshift-monitoring";

    /// <summary>Namespace of the server that scrapes what users run.</summary>
    internal const string UserNamespace = "openshift-user-workload-monitoring";

    /// <summary>Both servers log in to the destination.</summary>
    public static IEnumerable<ChartSecret> Secrets(ClusterContext context) =>
        [.. MetricsDestination.Secrets(context, ClusterNamespace), .. MetricsDestination.Secrets(context, UserNamespace)];

    /// <summary>The settings of both servers.</summary>
    public static IEnumerable<JsonObject> Manifests(KubePrometheus addOn, ClusterContext context)
    {
        yield return Map("cluster-monitoring-config", ClusterNamespace, new JsonObject
        {
            ["enableUserWorkload"] = true,
            ["prometheusK8s"] = Server(addOn, context),
        });
        yield return Map("user-workload-monitoring-config", UserNamespace, new JsonObject
        {
            ["prometheus"] = Server(addOn, context),
            // The platform's rules are about the whole cluster; without this, they would see their own namespace only.
            ["namespacesWithoutLabelEnforcement"] = new JsonArray(KubePrometheus.Namespace),
        });
    }

    private static JsonObject Server(KubePrometheus addOn, ClusterContext context)
    {
        var server = new JsonObject
        {
            ["retention"] = $"{context.Platform.Observability.RetentionDays}d",
            ["externalLabels"] = MetricsDestination.Labels(context),
        };
        if (MetricsDestination.RemoteWrite(context) is { Count: > 0 } destinations)
        {
            server["remoteWrite"] = destinations;
        }

        if (addOn.ClassOn(context.Cluster) is not null)
        {
            server["volumeClaimTemplate"] = addOn.Storage(context.Cluster, addOn.VolumeGiB)["volumeClaimTemplate"]!.DeepClone();
        }

        return server;
    }

    private static JsonObject Map(string name, string @namespace, JsonObject config) =>
        KubernetesObject.ConfigMap(name, new JsonObject { ["config.yaml"] = Yaml.Write(config) }, @namespace);
}
