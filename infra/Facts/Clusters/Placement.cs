using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts.Conventions;
using Infra.Specification.Pools;

namespace Infra.Facts.Clusters;

/// <summary>Where the platform's own workloads run: on the system pool in a cloud; on any node on-prem, where no pool is reserved for
/// them.</summary>
public static class Placement
{
    /// <summary>Priority class for what a cluster needs to work; built into Kubernetes.</summary>
    public const string ClusterCritical = "system-cluster-critical";

    /// <summary>Priority class for what a node needs to work; built into Kubernetes.</summary>
    public const string NodeCritical = "system-node-critical";

    /// <summary>Key of the taint of control-plane nodes.</summary>
    public const string ControlPlaneTaint = "node-role.kubernetes.io/control-plane";

    /// <summary>Label with the zone of a node.</summary>
    public const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>Label with the name of a node.</summary>
    public const string HostLabel = "kubernetes.io/hostname";

    /// <summary>Node selector of a controller.</summary>
    /// <param name="cloud">The facts of the cluster.</param>
    /// <param name="selectsLinux">Whether nodes of Linux are selected already.</param>
    public static JsonObject NodeSelector(CloudFacts cloud, bool selectsLinux)
    {
        var selector = selectsLinux ? new JsonObject() : new JsonObject { ["kubernetes.io/os"] = "linux" };
        if (cloud.HasSystemPool)
        {
            selector[NodeConventions.PoolLabel] = NodeConventions.SystemPool;
        }

        return selector;
    }

    /// <summary>Tolerations of a controller: the taint of the system pool and, on-prem, that of the control plane, where a small site has
    /// room.</summary>
    public static JsonArray Tolerations(CloudFacts cloud)
    {
        var tolerations = new JsonArray(Tolerate(NodeConventions.SystemTaint));
        if (!cloud.HasSystemPool)
        {
            tolerations.Add(Tolerate(ControlPlaneTaint));
        }

        return tolerations;
    }

    /// <summary>Tolerations of an agent that belongs on every node, whatever its taints.</summary>
    public static JsonArray TolerateAll() => [new JsonObject { ["operator"] = "Exists" }];

    /// <summary>Tolerations of an agent that belongs on GPU nodes.</summary>
    public static JsonArray GpuTolerations(CloudFacts cloud) => [.. GpuTaints(cloud).Select(Tolerate)];

    /// <summary>Keys of the taints on the GPU nodes of a cluster: the taint of every GPU node, the taint that a cloud gives to spot nodes,
    /// and the taints that the pools add.</summary>
    public static ImmutableArray<string> GpuTaints(CloudFacts cloud) =>
        [GpuNode.Taint, .. Taints(cloud, pool => cloud.Gpu(pool) is not null).Where(key => key != GpuNode.Taint)];

    /// <summary>Keys of the taints on the nodes of a cluster that have accelerators, in the same way.</summary>
    public static ImmutableArray<string> AcceleratorTaints(CloudFacts cloud)
    {
        string[] ours =
        [
            .. cloud.Cluster.NodePools.Select(cloud.AcceleratorTaint).OfType<TaintSpec>().Select(taint => taint.Key).Distinct()
                .OrderDescending(StringComparer.Ordinal),
        ];
        return [.. ours, .. Taints(cloud, pool => cloud.AcceleratorTaint(pool) is not null).Except(ours)];
    }

    /// <summary>Spreads the replicas of a component over zones if possible; the loss of a zone must not keep a pod from starting in
    /// another.</summary>
    /// <param name="cloud">The facts of the cluster.</param>
    /// <param name="label">Label of the component's pods.</param>
    /// <param name="value">The label's value.</param>
    public static JsonArray Spread(CloudFacts cloud, string label, string value) => cloud.HighlyAvailable
        ?
        [
            new JsonObject
            {
                ["maxSkew"] = 1,
                ["topologyKey"] = ZoneLabel,
                ["whenUnsatisfiable"] = "ScheduleAnyway",
                ["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { [label] = value } },
            },
        ]
        : [];

    /// <summary>The same for a chart that takes only an affinity: replicas keep off the zones and nodes of others if possible.</summary>
    /// <param name="cloud">The facts of the cluster.</param>
    /// <param name="label">Label of the component's pods.</param>
    /// <param name="value">The label's value.</param>
    public static JsonObject Apart(CloudFacts cloud, string label, string value)
    {
        JsonObject Term(string key) => new()
        {
            ["weight"] = 100,
            ["podAffinityTerm"] = new JsonObject
            {
                ["topologyKey"] = key,
                ["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { [label] = value } },
            },
        };

        return cloud.HighlyAvailable
            ? new JsonObject
            {
                ["podAntiAffinity"] = new JsonObject
                {
                    ["preferredDuringSchedulingIgnoredDuringExecution"] = new JsonArray(Term(ZoneLabel), Term(HostLabel)),
                },
            }
            : [];
    }

    // The taints that pools add, and the taint that a cloud gives to spot nodes.
    private static IEnumerable<string> Taints(CloudFacts cloud, Func<NodePoolSpec, bool> on)
    {
        var pools = cloud.Cluster.NodePools.Where(on).ToList();
        var own = pools.SelectMany(pool => pool.Taints).Select(taint => taint.Key);
        var spot = pools.Any(pool => pool is CloudNodePoolSpec { Capacity: Capacity.Spot }) ? cloud.SpotTaint : null;
        return own.Append(spot).OfType<string>().Distinct().Order(StringComparer.Ordinal);
    }

    /// <summary>A toleration of a taint, whatever its value and effect.</summary>
    /// <param name="key">Key of the taint.</param>
    public static JsonObject Tolerate(string key) => new() { ["key"] = key, ["operator"] = "Exists" };
}
