using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>The configuration of a collector: what collectors have in common.</summary>
internal static class CollectorConfig
{
    /// <summary>Id of the extension that keeps queues and offsets.</summary>
    public const string Storage = "file_storage";

    /// <summary>Where it keeps them.</summary>
    public const string StorageFolder = "/var/lib/otelcol";

    /// <summary>Variable with the name of the node.</summary>
    public const string NodeName = "K8S_NODE_NAME";

    /// <summary>Ids of processors: what limits memory, who sent it, and which cluster it is.</summary>
    public const string Limit = "memory_limiter", Pods = "k8s_attributes", Cluster = "resource/cluster", Claims = "resource/claims";

    /// <summary>A configuration.</summary>
    /// <param name="receivers">Receivers, by id.</param>
    /// <param name="processors">Processors, in the order in which every pipeline has them; those of its exporters come after them.</param>
    /// <param name="pipelines">Exporters of each signal; none: no pipeline for it.</param>
    public static JsonObject Of(
        JsonObject receivers,
        IReadOnlyList<(string Id, JsonObject Content)> processors,
        IReadOnlyList<(string Signal, IReadOnlyList<CollectorExporter> Exporters)> pipelines)
    {
        var (exporters, extensions, service) = (new JsonObject(), Extensions(), new JsonObject());
        var all = new JsonObject(processors.Select(each => KeyValuePair.Create(each.Id, (JsonNode?)each.Content)));
        foreach (var (signal, targets) in pipelines.Where(pipeline => pipeline.Exporters.Count > 0))
        {
            List<string> before = [.. processors.Select(processor => processor.Id)];
            foreach (var exporter in targets)
            {
                if (exporter.Before is var (processor, settings))
                {
                    all[processor] = settings.DeepClone();
                    before.Add(processor);
                }

                exporters[exporter.Id] = exporter.Content.DeepClone();
                if (exporter.Login is var (id, content))
                {
                    extensions[id] = content.DeepClone();
                }
            }

            service[signal] = new JsonObject
            {
                ["receivers"] = KubernetesObject.Texts(receivers.Select(receiver => receiver.Key)),
                ["processors"] = KubernetesObject.Texts(before),
                ["exporters"] = KubernetesObject.Texts(targets.Select(exporter => exporter.Id)),
            };
        }

        return new JsonObject
        {
            ["receivers"] = receivers,
            ["processors"] = all,
            ["exporters"] = exporters,
            ["extensions"] = extensions,
            ["service"] = new JsonObject
            {
                ["extensions"] = KubernetesObject.Texts(extensions.Select(extension => extension.Key)),
                ["pipelines"] = service,
            },
        };
    }

    /// <summary>Refuses what comes before memory runs out.</summary>
    public static (string Id, JsonObject Content) MemoryLimit => (Limit, new JsonObject
    {
        ["check_interval"] = "1s", ["limit_percentage"] = 80, ["spike_limit_percentage"] = 20,
    });

    /// <summary>Tells which cluster it is, as the labels of metrics do.</summary>
    public static (string Id, JsonObject Content) ThisCluster(ClusterContext context) => (Cluster, new JsonObject
    {
        ["attributes"] = new JsonArray(
            Upsert("organization", context.Platform.Organization),
            Upsert("deployment.environment.name", context.Platform.Environment),
            Upsert("k8s.cluster.name", context.Cluster.Name),
            Upsert("cloud.region", context.Cluster.Region)),
    });

    /// <summary>Tells whose it is, by the pod.</summary>
    /// <param name="source">How to find the pod.</param>
    /// <param name="ofNode">Whether only the pods of the collector's own node are looked at.</param>
    public static (string Id, JsonObject Content) WhosePod(JsonObject source, bool ofNode)
    {
        var processor = new JsonObject
        {
            ["pod_association"] = new JsonArray(new JsonObject { ["sources"] = new JsonArray(source) }),
            ["extract"] = new JsonObject
            {
                ["metadata"] = new JsonArray(
                    "k8s.namespace.name", "k8s.pod.name", "k8s.pod.uid", "k8s.node.name", "k8s.deployment.name", "k8s.statefulset.name",
                    "k8s.daemonset.name", "k8s.job.name", "k8s.cronjob.name", "service.namespace", "service.name"),
            },
        };
        if (ofNode)
        {
            processor["filter"] = new JsonObject { ["node_from_env_var"] = NodeName };
        }

        return (Pods, processor);
    }

    /// <summary>Takes away what a sender says about where it runs: the processor of pods never overwrites, so a workload could pass for
    /// that of another team.</summary>
    public static (string Id, JsonObject Content) NoClaims => (Claims, new JsonObject
    {
        ["attributes"] = new JsonArray(new JsonObject
        {
            ["pattern"] = @"^k8s\.(namespace|pod|node|deployment|statefulset|daemonset|replicaset|job|cronjob)\.", ["action"] = "delete",
        }),
    });

    private static JsonObject Extensions() => new()
    {
        // The operator makes the probes of the pod from this one.
        ["health_check"] = new JsonObject { ["endpoint"] = "0.0.0.0:13133" },
        [Storage] = new JsonObject
        {
            ["directory"] = StorageFolder,
            // Gives back to the node what a long queue took.
            ["compaction"] = new JsonObject { ["on_rebound"] = true, ["directory"] = StorageFolder },
        },
    };

    private static JsonObject Upsert(string key, string value) => new() { ["key"] = key, ["value"] = value, ["action"] = "upsert" };
}
