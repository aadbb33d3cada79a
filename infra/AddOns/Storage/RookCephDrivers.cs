using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Storage;

namespace Infra.AddOns.Storage;

/// <summary>The CSI drivers for Ceph, which create and mount the volumes. Since v1.20 Rook's operator has started none itself: its CSI
/// driver operator waits for these (https://rook.io/docs/rook/v1.20/Helm-Charts/csi-drivers-chart/).</summary>
public sealed record RookCephDrivers : AddOn
{
    private static readonly string[] _kinds = ["rbd", "cephfs"];

    /// <inheritdoc/>
    public override string Key => "rook-ceph-drivers";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.StoresWith(StorageProvider.RookCeph);

    /// <inheritdoc/>
    public override string OnByDefaultText => "site with a storage class of provider `rook-ceph`";

    /// <inheritdoc/>
    public override string Highlights =>
        "block and file drivers on every node, with snapshotters; Rook itself has started none since v1.20";

    /// <inheritdoc/>
    /// <remarks>The version of the CSI driver operator in the chart <c>rook-ceph</c>, whose CRDs it needs.</remarks>
    public override Chart Chart =>
        new("ceph-csi-drivers", "https://ceph.github.io/ceph-csi-operator", RookCeph.CsiOperator, RookCeph.Namespace);

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads => [.. _kinds.SelectMany(WorkloadsOf)];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(RookCeph)];

    /// <inheritdoc/>
    public override IEnumerable<Type> After => [typeof(SnapshotController)];

    /// <inheritdoc/>
    public override bool BringsStorage => true;

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.OwnDisksObstacle;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    /// <remarks>What mounts volumes is in the network of its node, where no policy holds.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Among,
    ];

    /// <summary>Name of a driver, for storage classes.</summary>
    /// <param name="kind"><c>rbd</c> or <c>cephfs</c>.</param>
    internal static string Driver(string kind) => $"{RookCeph.Namespace}.{kind}.csi.ceph.com";

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["operatorConfig"] = new JsonObject
        {
            ["namespace"] = Chart.Namespace,
            // The images of the operator's chart, by the name of Rook's image list; so they come from the mirror.
            ["driverSpecDefaults"] = new JsonObject
            {
                ["imageSet"] = new JsonObject { ["name"] = "rook-csi-operator-image-set-configmap" },
            },
        },
        ["drivers"] = new JsonObject
        {
            ["rbd"] = Values("rbd"),
            ["cephfs"] = Values("cephfs"),
            ["nfs"] = new JsonObject { ["enabled"] = false },
            ["nvmeof"] = new JsonObject { ["enabled"] = false },
        },
        ["openshift"] = new JsonObject
        {
            ["enabled"] = context.Cluster.IsOpenShift,
            ["sccClusterRoleName"] = "ceph-csi-scc-user",
        },
    };

    private static JsonObject Values(string kind) => new()
    {
        ["enabled"] = true,
        ["name"] = Driver(kind),
        // Without it the driver has no snapshotter, regardless of the snapshot classes.
        ["snapshotPolicy"] = "volumeSnapshot",
    };

    // Everything is set per driver: the chart gives each driver an empty list, which overrides the common settings. A volume is mounted
    // where its pod runs, including on GPU nodes.
    private static IEnumerable<Workload> WorkloadsOf(string kind) =>
    [
        Workload.At($"{kind} node plugin", WorkloadKind.Agent, $"drivers.{kind}.nodePlugin"),
        Workload.At($"{kind} controller", WorkloadKind.Controller, $"drivers.{kind}.controllerPlugin") with
        {
            NodeSelector = null,
            Replicas = $"drivers.{kind}.controllerPlugin.replicas",
        },
    ];
}
