using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Storage;

namespace Infra.AddOns.Storage;

/// <summary>A Ceph cluster on the disks of a site's nodes that the stack names. The cluster component creates pools, file systems and
/// storage classes, with the same names as everywhere.</summary>
public sealed partial record RookCephCluster : AddOn
{
    /// <summary>Regular expression for the names of the devices that Ceph may take, for example <c>^nvme[1-9]</c>; of those, it takes every
    /// empty disk and partition, on every node. Give this, <see cref="Nodes"/> or <see cref="AllDevices"/>.</summary>
    public string? DeviceFilter { get; init; }

    /// <summary>The nodes whose disks Ceph may take, each with its devices; no other node and no other disk. At least as many as Ceph
    /// keeps copies, each of which is on a different node.</summary>
    public ImmutableArray<CephNodeSpec> Nodes { get; init; } = [];

    /// <summary>Whether Ceph may take every empty disk and partition, on every node and of every node that is added; Rook does not
    /// recommend it (https://rook.io/docs/rook/v1.20/CRDs/Cluster/ceph-cluster-crd/). What it has taken can be freed only by wiping
    /// it.</summary>
    /// <value>false</value>
    public bool AllDevices { get; init; }

    /// <summary>Whether Ceph encrypts its disks; their keys are secrets of the cluster. Cannot be changed for a disk in use.</summary>
    /// <value>true</value>
    public bool Encrypted { get; init; } = true;

    /// <inheritdoc/>
    public override string Key => "rook-ceph-cluster";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.StoresWith(StorageProvider.RookCeph);

    /// <inheritdoc/>
    public override string OnByDefaultText => "site with a storage class of provider `rook-ceph`";

    /// <inheritdoc/>
    public override string Highlights =>
        "encrypted disks and network; one copy per node, at most three; three monitors on three or more nodes, otherwise one, " +
        "because two monitors tolerate no failure";

    /// <inheritdoc/>
    /// <remarks>Released together with the operator.</remarks>
    public override Chart Chart => new RookCeph().Chart with { Name = "rook-ceph-cluster" };

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("quay.io/ceph/ceph", null, "cephImage.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["monitoring.enabled", "monitoring.createPrometheusRules"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        // Disks are used where they are, on GPU nodes and tainted servers too: copies are counted over all nodes.
        new("all", WorkloadKind.Agent) { Tolerations = "cephClusterSpec.placement.all.tolerations" },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(RookCeph), typeof(RookCephDrivers)];

    /// <inheritdoc/>
    public override bool BringsStorage => true;

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.OwnDisksObstacle;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => DeviceFilter is { } filter && !IsExpression(filter)
        ? [new(
            "deviceFilter",
            $"\"{filter}\" is not a regular expression of Go. Allowed: an expression without look-around and back references, such as " +
            "^nvme[1-9].")]
        : Nodes.Index().SelectMany(node => Mistakes($"nodes[{node.Index}]", node.Item, Nodes[..node.Index]));

    private static IEnumerable<Mistake> Mistakes(string path, CephNodeSpec node, ImmutableArray<CephNodeSpec> before)
    {
        if (!SettingForms.IsNodeName(node.Name))
        {
            yield return new(
                $"{path}.name",
                $"\"{node.Name}\" is not the name of a node. Allowed: lower-case letters, digits, hyphens and dots, beginning and ending " +
                "with a letter or a digit.");
        }
        else if (before.Any(other => other.Name == node.Name))
        {
            yield return new($"{path}.name", $"\"{node.Name}\" is named twice. Give all its devices in one place.");
        }

        if (node.Devices.IsEmpty)
        {
            yield return new($"{path}.devices", "the node has no devices. Name at least one, or leave the node out.");
        }

        foreach (var (index, device) in node.Devices.Index())
        {
            if (!Device().IsMatch(device))
            {
                yield return new(
                    $"{path}.devices[{index}]",
                    $"\"{device}\" is not a device. Allowed: a link below /dev/disk, such as /dev/disk/by-id/nvme-SAMSUNG_S4EV, or a " +
                    "name of the kernel, such as nvme1n1.");
            }
            else if (node.Devices[..index].Contains(device))
            {
                yield return new($"{path}.devices[{index}]", $"\"{device}\" is named twice. Remove one.");
            }
        }
    }

    // Names as Rook takes them: what lsblk calls a device, or a link that udev makes
    // (https://rook.io/docs/rook/v1.20/CRDs/Cluster/ceph-cluster-crd/#storage-selection-settings).
    [GeneratedRegex(@"\A([a-z][a-z0-9-]*|/dev/disk/by-[a-z]+/[A-Za-z0-9._:=+-]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Device();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    // Expressions that need no backtracking are those of RE2, on which Go's are based.
    private static bool IsExpression(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return text.Trim().Length > 0;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Among,
        // Of the manager and of the exporter on each node.
        Flow.Scraped(9283, 9926),
        // The kernels of all nodes mount volumes, and no policy knows a node: they show a key instead. Monitors, then the range of the
        // other daemons (ms_bind_port_min and ms_bind_port_max in ceph/ceph, src/common/options/global.yaml.in).
        Flow.FromAnything(3300), Flow.FromAnything(6800) with { LastPort = 7568 },
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var copies = context.Cloud.StorageCopies;
        var storage = new JsonObject
        {
            ["useAllNodes"] = Nodes.IsEmpty,
            ["useAllDevices"] = AllDevices,
            ["config"] = new JsonObject { ["encryptedDevice"] = Encrypted ? "true" : "false" },
        };
        if (DeviceFilter is not null)
        {
            storage["deviceFilter"] = DeviceFilter;
        }

        if (!Nodes.IsEmpty)
        {
            storage["nodes"] = new JsonArray([.. Nodes.Select(node => new JsonObject
            {
                ["name"] = node.Name,
                ["devices"] = new JsonArray([.. node.Devices.Select(device => new JsonObject { ["name"] = device })]),
            })]);
        }

        return new JsonObject
        {
            ["operatorNamespace"] = Chart.Namespace,
            ["cephClusterSpec"] = new JsonObject
            {
                // Three monitors on three nodes tolerate the failure of one; two monitors would tolerate none.
                ["mon"] = new JsonObject { ["count"] = copies == 3 ? 3 : 1, ["allowMultiplePerNode"] = false },
                ["mgr"] = new JsonObject { ["count"] = Math.Min(copies, 2) },
                // Disks are used wherever they are, also on GPU nodes and tainted servers, because the number of copies is based on all
                ["network"] = new JsonObject
                {
                    ["connections"] = new JsonObject
                    {
                        ["encryption"] = new JsonObject { ["enabled"] = true },
                        ["requireMsgr2"] = true,
                    },
                },
                // A second way in, with its own password, that the platform does not use.
                ["dashboard"] = new JsonObject { ["enabled"] = false },
                ["storage"] = storage,
            },
            ["cephBlockPools"] = new JsonArray(),
            ["cephFileSystems"] = new JsonArray(),
            ["cephObjectStores"] = new JsonArray(),
        };
    }
}
