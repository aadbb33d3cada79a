using System.Text.Json.Nodes;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Contracts;

/// <summary>Builds Kubernetes objects as JSON.</summary>
public static class KubernetesObject
{
    /// <summary>A list of strings.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    /// <summary>A config map.</summary>
    public static JsonObject ConfigMap(string name, JsonObject data, string @namespace) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
        ["data"] = data,
    };

    /// <summary>A Kubernetes object with a specification.</summary>
    /// <param name="apiVersion">Group and version.</param>
    /// <param name="kind">Kind.</param>
    /// <param name="name">Name.</param>
    /// <param name="spec">The object's specification.</param>
    /// <param name="namespace">Namespace; absent for a cluster-scoped object.</param>
    public static JsonObject Of(string apiVersion, string kind, string name, JsonObject spec, string? @namespace = null)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        return new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata, ["spec"] = spec };
    }

    /// <summary>A disruption budget for the replicas of a controller whose chart has none; nothing where there is one replica, which a
    /// budget would only keep on its node.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="name">Name.</param>
    /// <param name="namespace">Namespace.</param>
    /// <param name="label">Label of its pods.</param>
    /// <param name="value">The label's value.</param>
    public static IEnumerable<JsonObject> Budget(ClusterContext context, string name, string @namespace, string label, string value) =>
        context.Sizing.Replicas == 1 ? [] :
        [
            Of("policy/v1", "PodDisruptionBudget", name, new JsonObject
            {
                ["maxUnavailable"] = 1,
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [label] = value } },
            }, @namespace),
        ];

    /// <summary>A monitor of pods whose chart has none; nothing where the cluster lacks the kind.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="name">Name.</param>
    /// <param name="namespace">Namespace.</param>
    /// <param name="label">Label of its pods.</param>
    /// <param name="value">The label's value.</param>
    /// <param name="port">Name of the port with the metrics.</param>
    /// <param name="path">Path of the metrics; absent: <c>/metrics</c>.</param>
    public static IEnumerable<JsonObject> PodMonitor(
        ClusterContext context, string name, string @namespace, string label, string value, string port = "metrics", string? path = null)
    {
        if (!AddOn.HasMonitorKinds(context.Cluster))
        {
            return [];
        }

        var endpoint = new JsonObject { ["port"] = port };
        if (path is not null)
        {
            endpoint["path"] = path;
        }

        return
        [
            Of("monitoring.coreos.com/v1", "PodMonitor", name, new JsonObject
            {
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [label] = value } },
                ["podMetricsEndpoints"] = new JsonArray(endpoint),
            }, @namespace),
        ];
    }

    /// <summary>The security context of a container that needs no right and writes nothing.</summary>
    public static JsonObject HardenedContainer() => new()
    {
        ["allowPrivilegeEscalation"] = false,
        ["readOnlyRootFilesystem"] = true,
        ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
    };
}
