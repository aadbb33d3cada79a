using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Specification.Storage;

namespace Infra.AddOns.Storage;

/// <summary>Longhorn: replicated volumes on the disks of a site, for sites too small for Ceph. The cluster component creates the storage
/// classes, with the same names as everywhere.</summary>
public sealed record Longhorn : AddOn
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
    internal override Chart Chart => new("longhorn", "https://charts.longhorn.io", "1.12.1", Namespace);

    /// <inheritdoc/>
    internal override IEnumerable<Type> After => [typeof(SnapshotController)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.OwnDisksObstacle;

    /// <inheritdoc/>
    internal override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = context.Sizing;
        return new JsonObject
        {
            ["global"] = new JsonObject
            {
                ["imageRegistry"] = Mirror.Registry(context.Platform, "docker.io"),
                // Manager and driver are needed wherever a volume is mounted, GPU nodes included.
                ["tolerations"] = Placement.TolerateAll(),
            },
            ["persistence"] = new JsonObject { ["createStorageClass"] = false, ["defaultClass"] = false },
            // A job that runs before every upgrade; it cannot run before the first installation.
            ["preUpgradeChecker"] = new JsonObject { ["jobEnabled"] = false },
            ["longhornUI"] = new JsonObject
            {
                ["replicas"] = sizing.Replicas,
                ["podDisruptionBudget"] = new JsonObject { ["enabled"] = sizing.HighlyAvailable },
            },
            ["longhornManager"] = new JsonObject { ["resources"] = sizing.Resources(100, 256, 1024) },
            ["csi"] = new JsonObject
            {
                ["attacherReplicaCount"] = sizing.Replicas,
                ["provisionerReplicaCount"] = sizing.Replicas,
                ["resizerReplicaCount"] = sizing.Replicas,
                ["snapshotterReplicaCount"] = sizing.Replicas,
            },
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
    }

    // Those of the platform, then those that pools add. Longhorn cannot express a toleration of all taints.
    private static IEnumerable<string> Taints(ClusterSpec cluster) =>
        new[] { NodeConventions.SystemTaint, GpuNode.Taint, Placement.ControlPlaneTaint }.Select(key => $"{key}:{TaintEffect.NoSchedule}")
            .Concat(cluster.NodePools.SelectMany(pool => pool.Taints).Select(taint => $"{taint.Key}:{taint.Effect}"))
            .Distinct();
}
