using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Specification.Storage;

namespace Infra.AddOns.Storage;

/// <summary>Longhorn: replicated volumes on the disks of a site, for sites too small for Ceph. The cluster component creates the storage
/// classes, with the same names as everywhere.</summary>
public sealed partial record Longhorn : AddOn
{
    /// <summary>Folder on every node that holds the volumes.</summary>
    /// <value>/var/lib/longhorn, Longhorn's own default</value>
    public string DataPath { get; init; } = "/var/lib/longhorn";

    /// <summary>Namespace of everything that belongs to Longhorn.</summary>
    internal const string Namespace = "longhorn-system";

    /// <inheritdoc/>
    public override string Key => "longhorn";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.StoresWith(StorageProvider.Longhorn);

    /// <inheritdoc/>
    public override string OnByDefaultText => "site with a storage class of provider `longhorn`";

    /// <inheritdoc/>
    public override string Highlights =>
        "one replica per node, at most three; no usage data sent to the vendor; the storage classes are created with the " +
        "cluster";

    /// <inheritdoc/>
    public override Chart Chart => new("longhorn", "https://charts.longhorn.io", "1.12.1", Namespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("docker.io/longhornio/longhorn-manager", "v1.12.1", "global.imageRegistry") { Form = ImageForm.Registry },
        new("docker.io/longhornio/longhorn-engine", "v1.12.1"),
        new("docker.io/longhornio/longhorn-instance-manager", "v1.12.1"),
        new("docker.io/longhornio/longhorn-share-manager", "v1.12.1"),
        new("docker.io/longhornio/longhorn-ui", "v1.12.1"),
        new("docker.io/longhornio/backing-image-manager", "v1.12.1"),
        new("docker.io/longhornio/csi-attacher", "v4.12.0"),
        new("docker.io/longhornio/csi-node-driver-registrar", "v2.17.0"),
        new("docker.io/longhornio/csi-provisioner", "v5.3.0"),
        new("docker.io/longhornio/csi-resizer", "v2.2.1"),
        new("docker.io/longhornio/csi-snapshotter", "v8.6.0"),
        new("docker.io/longhornio/livenessprobe", "v2.19.0"),
        new("docker.io/longhornio/support-bundle-kit", "v0.0.92"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["metrics.serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        // Manager and driver are needed wherever a volume is mounted, GPU nodes included.
        new("manager", WorkloadKind.Agent)
        {
            Requests = new(100, 256, 1024),
            Resources = "longhornManager.resources",
            Tolerations = "global.tolerations",
        },
        new("UI", WorkloadKind.Controller)
        {
            Replicas = "longhornUI.replicas",
            Budget = new("longhornUI.podDisruptionBudget", BudgetForm.Enabled),
        },
        new("attacher", WorkloadKind.Controller) { Replicas = "csi.attacherReplicaCount" },
        new("provisioner", WorkloadKind.Controller) { Replicas = "csi.provisionerReplicaCount" },
        new("resizer", WorkloadKind.Controller) { Replicas = "csi.resizerReplicaCount" },
        new("snapshotter", WorkloadKind.Controller) { Replicas = "csi.snapshotterReplicaCount" },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> After => [typeof(SnapshotController)];

    /// <inheritdoc/>
    public override bool BringsStorage => true;

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.OwnDisksObstacle;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => DataFolder().IsMatch(DataPath)
        ? []
        : [new(
            "dataPath",
            $"\"{DataPath}\" is not a folder for volumes. Allowed: an absolute path below the root, of letters, digits, dots, hyphens " +
            "and underscores, such as /var/lib/longhorn.")];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Among, Flow.FromApiServer(9502), Flow.Scraped(9500),
        Flow.FromUsers(8000),
        // Volumes that several nodes mount are NFS, which the kernel of each node speaks.
        Flow.FromAnything(2049),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["persistence"] = new JsonObject { ["createStorageClass"] = false, ["defaultClass"] = false },
        // A job that runs before every upgrade; it cannot run before the first installation.
        ["preUpgradeChecker"] = new JsonObject { ["jobEnabled"] = false },
        ["defaultSettings"] = new JsonObject
        {
            ["defaultDataPath"] = DataPath,
            ["defaultReplicaCount"] = context.Cloud.StorageCopies,
            // The pods that Longhorn starts itself do not use the chart's tolerations.
            ["taintToleration"] = string.Join("; ", Taints(context.Cluster)),
            ["nodeDrainPolicy"] = "block-if-contains-last-replica",
            // Both would contact Longhorn's vendor from inside the site.
            ["upgradeChecker"] = false,
            ["allowCollectingLonghornUsageMetrics"] = false,
        },
    };

    [GeneratedRegex(@"\A(/(?!\.\.?(/|\z))[A-Za-z0-9._-]+)+/?\z")]
    private static partial Regex DataFolder();

    // Those of the platform, then those that pools add. Longhorn cannot express a toleration of all taints.
    private static IEnumerable<string> Taints(ClusterSpec cluster) =>
        new[] { NodeConventions.SystemTaint, GpuNode.Taint, Placement.ControlPlaneTaint }.Select(key => $"{key}:{TaintEffect.NoSchedule}")
            .Concat(cluster.NodePools.SelectMany(pool => pool.Taints).Select(taint => $"{taint.Key}:{taint.Effect}"))
            .Distinct();
}
