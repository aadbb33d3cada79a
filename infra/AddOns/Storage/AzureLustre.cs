using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Storage;

/// <summary>The CSI driver of Azure Managed Lustre, which is not part of AKS: what mounts volumes of the class <c>parallel</c>. The file
/// system and the class are made by the cluster's own component.</summary>
public sealed record AzureLustre : AddOn
{
    private const string Images = "mcr.microsoft.com/oss/v2/kubernetes-csi";

    /// <inheritdoc/>
    internal override Chart Chart => new(
        "azurelustre-csi-driver", "oci://mcr.microsoft.com/microsoft.azuremanagedlustre", "0.6.0", "kube-system");

    /// <inheritdoc/>
    internal override string? Obstacle(ClusterSpec cluster) => Uses(cluster)
        ? null
        : "the cluster has no Azure Managed Lustre file system: set storage.parallel (AKS only), or remove the add-on.";

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = Sizing.Of(context.Cluster);
        return new JsonObject
        {
            ["image"] = Image(context, "azurelustre-csi"),
            ["sidecars"] = new JsonObject
            {
                ["provisioner"] = Image(context, "csi-provisioner"),
                ["livenessProbe"] = Image(context, "livenessprobe"),
                ["nodeDriverRegistrar"] = Image(context, "csi-node-driver-registrar"),
            },
            ["controller"] = new JsonObject
            {
                ["replicas"] = sizing.Replicas,
                ["nodeSelector"] = Placement.NodeSelector(context.Cluster),
                ["tolerations"] = Placement.Tolerations(context.Cluster),
            },
            // It loads a kernel module, which a node that mounts nothing does without: every pool but the system pool.
            ["node"] = new JsonObject { ["tolerations"] = PoolTolerations(context.Cluster) },
        };
    }

    /// <summary>Whether a cluster has a file system of Azure Managed Lustre.</summary>
    internal static bool Uses(ClusterSpec cluster) => cluster is AksClusterSpec { Storage.Parallel: not null };

    private static JsonObject Image(ClusterContext context, string name) =>
        new() { ["repository"] = Mirror.Image(context.Platform, $"{Images}/{name}") };

    private static JsonArray PoolTolerations(ClusterSpec cluster)
    {
        var keys = cluster.NodePools.SelectMany(pool => pool.Taints).Select(taint => taint.Key)
            .Append(GpuNode.Taint).Append(Placement.AzureSpotTaint).Distinct().Order(StringComparer.Ordinal);
        return [.. keys.Select(key => new JsonObject { ["key"] = key, ["operator"] = "Exists" })];
    }
}
