using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Storage;

namespace Infra.AddOns.Storage;

/// <summary>The Rook operator, which runs Ceph on the disks of a site, and the operator for its CSI drivers.</summary>
public sealed record RookCeph : AddOn
{
    /// <summary>Namespace of everything that belongs to Ceph.</summary>
    internal const string Namespace = "rook-ceph";

    /// <summary>Version of the CSI driver operator that the chart contains.</summary>
    internal const string CsiOperator = "1.0.4";

    /// <inheritdoc/>
    public override string Key => "rook-ceph";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.StoresWith(StorageProvider.RookCeph);

    /// <inheritdoc/>
    public override string OnByDefaultText => "site with a storage class of provider `rook-ceph`";

    /// <inheritdoc/>
    public override string Highlights =>
        "the operator; the image that its subchart leaves unpinned is pinned";

    /// <inheritdoc/>
    public override Chart Chart => new("rook-ceph", "https://charts.rook.io/release", "v1.20.6", Namespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("docker.io/rook/ceph", "v1.20.6", "image.repository"),
        new("quay.io/cephcsi/cephcsi", "v3.17.0", "csi.cephcsi.repository"),
        new("registry.k8s.io/sig-storage/csi-node-driver-registrar", "v2.17.0", "csi.registrar.repository"),
        new("registry.k8s.io/sig-storage/csi-provisioner", "v6.2.0", "csi.provisioner.repository"),
        new("registry.k8s.io/sig-storage/csi-snapshotter", "v8.5.0", "csi.snapshotter.repository"),
        new("registry.k8s.io/sig-storage/csi-attacher", "v4.12.0", "csi.attacher.repository"),
        new("registry.k8s.io/sig-storage/csi-resizer", "v2.1.0", "csi.resizer.repository"),
        new("quay.io/csiaddons/k8s-sidecar", "v0.14.0", "csi.csiAddons.repository"),
        // The subchart uses the tag latest.
        new("quay.io/cephcsi/ceph-csi-operator", $"v{CsiOperator}", "ceph-csi-operator.controllerManager.manager.image.repository")
        {
            TagPath = "ceph-csi-operator.controllerManager.manager.image.tag",
        },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets"), new("ceph-csi-operator.imagePullSecrets")];

    /// <inheritdoc/>
    /// <remarks>The operator then may make monitors; that of the cluster is turned on with the cluster.</remarks>
    public override ImmutableArray<string> Monitors => ["monitoring.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("operator", WorkloadKind.Controller, "", new(200, 256, 512)),
        Workload.At("CSI operator", WorkloadKind.Controller, "ceph-csi-operator.controllerManager", new(20, 64, 256)) with
        {
            Resources = "ceph-csi-operator.controllerManager.manager.resources",
        },
    ];

    /// <inheritdoc/>
    public override bool BringsStorage => true;

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.OwnDisksObstacle;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Among,
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["crds"] = new JsonObject { ["enabled"] = true },
        ["ceph-csi-operator"] = new JsonObject { ["openshift"] = new JsonObject { ["enabled"] = context.Cluster.IsOpenShift } },
    };
}
