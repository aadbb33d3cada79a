using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Storage;

/// <summary>The volume snapshot controller and its CRDs, for sites whose distribution includes neither: CSI drivers need them for
/// snapshots, and Velero for backups of volumes.</summary>
/// <remarks>The chart is the one by Piraeus, because upstream has none (kubernetes-csi/external-snapshotter#622). The CRDs are ordinary
/// templates, so Helm upgrades them, and removing the add-on removes them together with every snapshot object; the snapshots themselves
/// remain, because the platform's classes retain them.</remarks>
public sealed record SnapshotController : AddOn
{
    /// <inheritdoc/>
    public override string Key => "snapshot-controller";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) =>
        cloud.LacksSnapshotController && cloud.Cluster.Storage is not { Fast: null, Shared: null, Parallel: null };

    /// <inheritdoc/>
    public override string OnByDefaultText => "site with a storage class on k3s or kubeadm";

    /// <inheritdoc/>
    public override string Highlights =>
        "CRDs and controller for volume snapshots, which RKE2, OpenShift and the clouds already include";

    /// <inheritdoc/>
    public override Chart Chart => new("snapshot-controller", "https://piraeus.io/helm-charts", "5.2.0", "snapshot-controller");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("registry.k8s.io/sig-storage/snapshot-controller", null, "controller.image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("controller.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["controller.serviceMonitor.create"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "controller", new(20, 64, 256)) with
        {
            Replicas = "controller.replicaCount",
            Budget = new("controller.pdb", BudgetForm.Maximum),
            Security = new("controller.podSecurityContext", "controller.securityContext"),
        },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.LacksSnapshotController ? null : "the cluster already has a snapshot controller; remove the add-on here.";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override bool BringsStorage => true;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Scraped(8080),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["installCRDs"] = true,
        // Converts old versions of group snapshots, which a new cluster does not have.
        ["webhook"] = new JsonObject { ["enabled"] = false },
    };
}
