using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Mesh;

/// <summary>What the four charts of Istio share: they are released together.</summary>
internal static class IstioRelease
{
    /// <summary>Version of charts and images.</summary>
    public const string Version = "1.30.3";

    /// <summary>Namespace of the control plane, whose policies are those of the whole mesh.</summary>
    public const string Namespace = "istio-system";

    /// <summary>Namespace of the agents on every node, which need more than the control plane may.</summary>
    public const string AgentNamespace = "istio-agents";

    /// <summary>Where Istio publishes its images since 1.30. The charts in its repository name those of its tests
    /// (releasenotes/notes/use-registry-istio-io.yaml and manifests/charts of istio/istio).</summary>
    public const string Images = "registry.istio.io/release";

    /// <summary>On which clusters it is on by default, in words.</summary>
    public const string DefaultText = "cluster of a stack with `sovereignty.encryptTraffic`, unless its network encrypts";

    /// <summary>A chart.</summary>
    public static Chart Chart(string name, string @namespace) =>
        new(name, "https://istio-release.storage.googleapis.com/charts", Version, @namespace);

    /// <summary>Whether a cluster needs it.</summary>
    public static bool IsNeeded(ClusterContext context) =>
        context.Platform.Sovereignty.EncryptTraffic && !context.Cloud.EncryptsTraffic(context.Platform);

    /// <summary>The values that the charts of control plane and CNI agent have in common.</summary>
    public static JsonObject Global(ClusterContext context)
    {
        var global = new JsonObject { ["tag"] = Version, ["logAsJson"] = true };
        if (context.Cluster.IsOpenShift)
        {
            global["platform"] = "openshift";
        }

        return global;
    }

    /// <summary>A monitor of pods by their label <c>app.kubernetes.io/name</c>, where the cluster has the kind.</summary>
    public static IEnumerable<JsonObject> Monitor(ClusterContext context, string name, string port, string @namespace) =>
        !AddOn.HasMonitorKinds(context.Cluster) ? [] :
        [
            KubernetesObject.Of("monitoring.coreos.com/v1", "PodMonitor", name, new JsonObject
            {
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app.kubernetes.io/name"] = name } },
                ["podMetricsEndpoints"] = new JsonArray(new JsonObject { ["port"] = port }),
            }, @namespace),
        ];
}
