using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Storage;

/// <summary>The CSI driver for Azure Managed Lustre, which is not part of AKS: it mounts volumes of the class <c>parallel</c>. The cluster
/// component creates the file system and the class.</summary>
public sealed record AzureLustre : AddOn
{
    private const string Registry = "mcr.microsoft.com/oss/v2/kubernetes-csi";

    /// <inheritdoc/>
    public override string Key => "azure-lustre";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.MountsAzureLustre;

    /// <inheritdoc/>
    public override string OnByDefaultText => "AKS with `storage.parallel`";

    /// <inheritdoc/>
    public override string Highlights =>
        "images from the mirror; its agent runs on the workload pools, including spot nodes";

    /// <inheritdoc/>
    public override Chart Chart => new(
        "azurelustre-csi-driver", "oci://mcr.microsoft.com/microsoft.azuremanagedlustre", "0.6.0", "kube-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new($"{Registry}/azurelustre-csi", null, "image.repository"),
        new($"{Registry}/csi-provisioner", null, "sidecars.provisioner.repository"),
        new($"{Registry}/livenessprobe", null, "sidecars.livenessProbe.repository"),
        new($"{Registry}/csi-node-driver-registrar", null, "sidecars.nodeDriverRegistrar.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "controller") with { Priority = null, Replicas = "controller.replicas" },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.MountsAzureLustre
        ? null
        : "the cluster has no Azure Managed Lustre file system: set storage.parallel (AKS only), or remove the add-on.";

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        // It loads a kernel module, so it runs only where volumes are mounted: on every pool except the system pool.
        ["node"] = new JsonObject { ["tolerations"] = PoolTolerations(context.Cloud) },
    };

    private static JsonArray PoolTolerations(CloudFacts cloud)
    {
        var keys = cloud.Cluster.NodePools.SelectMany(pool => pool.Taints).Select(taint => taint.Key)
            .Append(GpuNode.Taint).Append(cloud.SpotTaint).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return [.. keys.Select(Placement.Tolerate)];
    }
}
