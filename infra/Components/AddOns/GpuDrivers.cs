using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Components.AddOns;

/// <summary>Who owns the GPU driver of a cluster. One GPU Operator serves all pools, and its driver setting is one: pools must
/// agree.</summary>
public static class GpuDrivers
{
    /// <summary>The GPU nodes of a cluster, one for each GPU pool, in the order of the pools.</summary>
    public static ImmutableArray<GpuNode> Nodes(ClusterSpec cluster) =>
        [.. cluster.NodePools.Select(pool => GpuNode.Of(cluster, pool)).OfType<GpuNode>()];

    /// <summary>The owners that the pools of a cluster name; more than one is a broken cluster, which a rule refuses.</summary>
    public static ImmutableArray<GpuDriverOwner> Owners(ClusterSpec cluster) =>
        [.. Nodes(cluster).Select(node => node.DriverOwner).Distinct().Order()];

    /// <summary>Whether the GPU Operator installs driver and container toolkit on this cluster.</summary>
    public static bool ByOperator(ClusterSpec cluster) => Owners(cluster) switch
    {
        [var owner, ..] => owner == GpuDriverOwner.Operator,
        [] => cluster is not EksClusterSpec,
    };

    /// <summary>Whether the GPU Operator comes through the Operator Lifecycle Manager of OpenShift instead of its chart.</summary>
    public static bool ByLifecycleManager(ClusterSpec cluster) => cluster is OnPremClusterSpec { Distribution: Distribution.OpenShift };
}
