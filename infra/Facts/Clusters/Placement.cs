using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts.Conventions;
using Infra.Facts.OnPrem;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Facts.Clusters;

/// <summary>Where the platform's own workloads run: on the system pool in a cloud, anywhere on-prem, where no pool is set apart for
/// them.</summary>
public static class Placement
{
    /// <summary>Priority class of what a cluster cannot do without; Kubernetes has it from the start.</summary>
    public const string ClusterCritical = "system-cluster-critical";

    /// <summary>Priority class of what a node cannot do without; Kubernetes has it from the start.</summary>
    public const string NodeCritical = "system-node-critical";

    /// <summary>Key of the taint that Kubernetes gives to nodes of the control plane.</summary>
    public const string ControlPlaneTaint = "node-role.kubernetes.io/control-plane";

    // AKS adds it to every spot node (https://learn.microsoft.com/azure/aks/spot-node-pool), where the GPU Operator's agents do not run
    // without its toleration (NVIDIA/gpu-operator#577).
    internal const string AzureSpotTaint = "kubernetes.azure.com/scalesetpriority";

    /// <summary>Node selector of a controller.</summary>
    public static JsonObject NodeSelector(ClusterSpec cluster)
    {
        var selector = new JsonObject { ["kubernetes.io/os"] = "linux" };
        if (cluster is not OnPremClusterSpec)
            selector[NodeConventions.PoolLabel] = NodeConventions.SystemPool;
        return selector;
    }

    /// <summary>Tolerations of a controller: the taint of the system pool and, on-prem, that of the control plane, where a small site has
    /// room.</summary>
    public static JsonArray Tolerations(ClusterSpec cluster)
    {
        var tolerations = new JsonArray(Tolerate(NodeConventions.SystemTaint));
        if (cluster is OnPremClusterSpec)
            tolerations.Add(Tolerate(ControlPlaneTaint));
        return tolerations;
    }

    /// <summary>Whether three nodes are known that take a controller: always in a cloud, whose system pool has as many. Of an adopted site the
    /// servers are not known, and its pools count alone.</summary>
    internal static bool HasThreeNodes(ClusterSpec cluster) => cluster switch
    {
        OnPremClusterSpec { Install: { } install } site =>
            ClusterHost.Of(site, install).Count(host => Takes(host.Pool) || host is { Role: not HostRole.Agent, Pool.Taints.IsEmpty: true }) >= 3,
        OnPremClusterSpec site => site.Pools.Where(Takes).Sum(pool => pool.Nodes) >= 3,
        _ => true,
    };

    // A host without a pool is a server that runs the platform.
    private static bool Takes(OnPremNodePoolSpec? pool) => pool is null or { Gpu: null, Taints.IsEmpty: true };

    /// <summary>Tolerations of an agent that belongs on every node, whatever its taints.</summary>
    public static JsonArray TolerateAll() => [new JsonObject { ["operator"] = "Exists" }];

    /// <summary>Tolerations of an agent that belongs on GPU nodes.</summary>
    public static JsonArray GpuTolerations(ClusterSpec cluster) => [.. GpuTaints(cluster).Select(Tolerate)];

    /// <summary>Keys of the taints that GPU nodes of a cluster carry: that of every GPU node, the one that AKS gives to spot nodes, and
    /// those that the pools add.</summary>
    public static ImmutableArray<string> GpuTaints(ClusterSpec cluster)
    {
        var pools = cluster.NodePools.Where(pool => GpuNode.Of(cluster, pool) is not null).ToList();
        var own = pools.SelectMany(pool => pool.Taints).Select(taint => taint.Key);
        var spot = pools.Any(pool => pool is AksNodePoolSpec { Capacity: Capacity.Spot }) ? [AzureSpotTaint] : Array.Empty<string>();
        return [GpuNode.Taint, .. own.Concat(spot).Where(key => key != GpuNode.Taint).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Spreads the replicas of a component over zones where it can; a lost zone must not keep a pod from starting in
    /// another.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="label">Label that the component's pods carry.</param>
    /// <param name="value">The label's value.</param>
    public static JsonArray Spread(ClusterSpec cluster, string label, string value) => Sizing.Of(cluster).HighlyAvailable
        ?
        [
            new JsonObject
            {
                ["maxSkew"] = 1,
                ["topologyKey"] = "topology.kubernetes.io/zone",
                ["whenUnsatisfiable"] = "ScheduleAnyway",
                ["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { [label] = value } },
            },
        ]
        : [];

    private static JsonObject Tolerate(string key) => new() { ["key"] = key, ["operator"] = "Exists" };
}
