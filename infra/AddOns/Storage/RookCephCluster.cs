using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Storage;

namespace Infra.AddOns.Storage;

/// <summary>A Ceph cluster on the empty disks of a site's nodes. Pools, file systems and storage classes are made by the cluster's own
/// component, under the names that they have everywhere.</summary>
public sealed record RookCephCluster : AddOn
{
    /// <summary>Regular expression of the device names that Ceph may take, for example <c>^nvme</c>; absent: every disk without partitions
    /// and file system.</summary>
    public string? DeviceFilter { get; init; }

    /// <summary>Whether Ceph encrypts its disks; their keys are secrets of the cluster. Cannot be changed for a disk in use.</summary>
    /// <value>true</value>
    public bool Encrypted { get; init; } = true;

    /// <inheritdoc/>
    public override string Key => "rook-ceph-cluster";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.StoresWith(StorageProvider.RookCeph);

    /// <inheritdoc/>
    internal override Chart Chart => new("rook-ceph-cluster", "https://charts.rook.io/release", "v1.20.6", RookCeph.Namespace);

    /// <inheritdoc/>
    internal override IEnumerable<Type> Requires => [typeof(RookCeph), typeof(RookCephDrivers)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.OwnDisksObstacle;

    /// <inheritdoc/>
    internal override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var copies = context.Cloud.StorageCopies;
        var storage = new JsonObject
        {
            ["useAllNodes"] = true,
            ["useAllDevices"] = DeviceFilter is null,
            ["config"] = new JsonObject { ["encryptedDevice"] = Encrypted ? "true" : "false" },
        };
        if (DeviceFilter is not null)
            storage["deviceFilter"] = DeviceFilter;
        return new JsonObject
        {
            ["operatorNamespace"] = Chart.Namespace,
            ["cephImage"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "quay.io/ceph/ceph") },
            ["cephClusterSpec"] = new JsonObject
            {
                // Three monitors on three nodes survive the loss of one; two would survive none.
                ["mon"] = new JsonObject { ["count"] = copies == 3 ? 3 : 1, ["allowMultiplePerNode"] = false },
                ["mgr"] = new JsonObject { ["count"] = Math.Min(copies, 2) },
                // Disks are used where they are, on GPU nodes and tainted servers too: copies are counted over all nodes.
                ["placement"] = new JsonObject { ["all"] = new JsonObject { ["tolerations"] = Placement.TolerateAll() } },
                ["network"] = new JsonObject
                {
                    ["connections"] = new JsonObject
                    {
                        ["encryption"] = new JsonObject { ["enabled"] = true },
                        ["requireMsgr2"] = true,
                    },
                },
                // A second way in, with a password of its own, that nothing here uses.
                ["dashboard"] = new JsonObject { ["enabled"] = false },
                ["storage"] = storage,
            },
            ["cephBlockPools"] = new JsonArray(),
            ["cephFileSystems"] = new JsonArray(),
            ["cephObjectStores"] = new JsonArray(),
        };
    }
}
