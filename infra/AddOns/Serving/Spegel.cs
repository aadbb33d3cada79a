using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Serving;

/// <summary>Spegel: nodes get layers of images from each other before they ask the registry. It keeps nothing itself: it serves what
/// containerd has on each node.</summary>
public sealed record Spegel : AddOn
{
    /// <inheritdoc/>
    public override string Key => "spegel";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.Cluster.ShareImages && Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "AKS and kubeadm with `shareImages`";

    /// <inheritdoc/>
    public override string Highlights =>
        "images from the mirror, or from everywhere where there is none; tags are asked of the registry, so that a moved one is seen";

    /// <inheritdoc/>
    public override Chart Chart => new("spegel", "oci://ghcr.io/spegel-org/helm-charts", "0.7.4", "spegel");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images => [new("ghcr.io/spegel-org/spegel", null, "image.repository")];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("spegel", WorkloadKind.Agent, "", new(50, 128, 256)),
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud switch
    {
        { SharesImagesItself: true } =>
            "the distribution has Spegel in itself: set shareImages: true on the cluster, and remove the add-on here.",
        { ImageSharingObstacle: { } obstacle } => $"{obstacle}; remove the add-on here.",
        _ => null,
    };

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    /// <remarks>It finds its neighbours by the name of its service, and gets layers from them alone. containerd asks from the network of
    /// any node, where its own has no pod yet.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.Among, Flow.Scraped(9090), Flow.FromAnything(5000)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var spegel = new JsonObject
        {
            // Only what has a digest is taken from a neighbour, who could otherwise say what a tag means.
            ["resolveTags"] = false,
            ["debugWebEnabled"] = false,
            // What the cloud has set for a registry stays.
            ["prependExisting"] = true,
        };
        if (context.Platform.Sovereignty.Registry is { } registry)
        {
            spegel["mirroredRegistries"] = new JsonArray($"https://{registry.Split('/')[0]}");
        }

        return new JsonObject { ["spegel"] = spegel };
    }
}
