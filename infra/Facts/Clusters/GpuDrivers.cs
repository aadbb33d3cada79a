using System.Collections.Immutable;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;

namespace Infra.Facts.Clusters;

/// <summary>Who owns the GPU driver of a cluster, and what follows for the GPU Operator. One operator serves all pools, and its driver
/// setting is one: pools must agree.</summary>
public static class GpuDrivers
{
    /// <summary>The GPU nodes of a cluster, one for each GPU pool, in the order of the pools.</summary>
    public static ImmutableArray<GpuNode> Nodes(ClusterSpec cluster) =>
        [.. cluster.NodePools.Select(pool => GpuNode.Of(cluster, pool)).OfType<GpuNode>()];

    /// <summary>The owners that the pools of a cluster name; more than one is a broken cluster, which a rule refuses.</summary>
    public static ImmutableArray<GpuDriverOwner> Owners(ClusterSpec cluster) =>
        [.. Nodes(cluster).Select(node => node.DriverOwner).Distinct().Order()];

    /// <summary>Whether the GPU Operator installs driver and container toolkit on this cluster: where it owns them on every GPU node.
    /// Without a GPU pool it installs nothing, so that a node of unknown making keeps what it has.</summary>
    public static bool ByOperator(ClusterSpec cluster) => Owners(cluster) is [GpuDriverOwner.Operator];

    /// <summary>The runtime class of GPU pods. Azure's GPU images bring one of a name of their own; everywhere else it is the operator's or
    /// the AMI's.</summary>
    public static string RuntimeClass(ClusterSpec cluster) =>
        cluster is AksClusterSpec && !ByOperator(cluster) ? "nvidia-container-runtime" : "nvidia";

    /// <summary>Whether the GPU Operator comes through the Operator Lifecycle Manager of OpenShift instead of its chart.</summary>
    public static bool ByLifecycleManager(ClusterSpec cluster) => cluster.IsOpenShift;
}
