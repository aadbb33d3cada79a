using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Storage;

/// <summary>The CSI driver for Azure Managed Lustre, which is not part of AKS: it mounts volumes of the class <c>parallel</c>. The cluster
/// component creates the file system and the class.</summary>
public sealed record AzureLustre : AddOn
{
    private const string Images = "mcr.microsoft.com/oss/v2/kubernetes-csi";

    /// <inheritdoc/>
    public override string Key => "azure-lustre";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.MountsAzureLustre;

    /// <inheritdoc/>
    internal override Chart Chart => new(
        "azurelustre-csi-driver", "oci://mcr.microsoft.com/microsoft.azuremanagedlustre", "0.6.0", "kube-system");

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.MountsAzureLustre
        ? null
        : "the cluster has no Azure Managed Lustre file system: set storage.parallel (AKS only), or remove the add-on.";

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = context.Sizing;
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
                ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
                ["tolerations"] = Placement.Tolerations(context.Cloud),
            },
            // It loads a kernel module, so it runs only where volumes are mounted: on every pool except the system pool.
            ["node"] = new JsonObject { ["tolerations"] = PoolTolerations(context.Cloud) },
        };
    }

    private static JsonObject Image(ClusterContext context, string name) =>
        new() { ["repository"] = Mirror.Image(context.Platform, $"{Images}/{name}") };

    private static JsonArray PoolTolerations(CloudFacts cloud)
    {
        var keys = cloud.Cluster.NodePools.SelectMany(pool => pool.Taints).Select(taint => taint.Key)
            .Append(GpuNode.Taint).Append(cloud.SpotTaint).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return [.. keys.Select(key => new JsonObject { ["key"] = key, ["operator"] = "Exists" })];
    }
}
