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

    private static readonly (string Key, string Image)[] Drivers =
    [
        ("cephcsi", "quay.io/cephcsi/cephcsi"), ("registrar", "registry.k8s.io/sig-storage/csi-node-driver-registrar"),
        ("provisioner", "registry.k8s.io/sig-storage/csi-provisioner"), ("snapshotter", "registry.k8s.io/sig-storage/csi-snapshotter"),
        ("attacher", "registry.k8s.io/sig-storage/csi-attacher"), ("resizer", "registry.k8s.io/sig-storage/csi-resizer"),
        ("csiAddons", "quay.io/csiaddons/k8s-sidecar"),
    ];

    /// <inheritdoc/>
    public override string Key => "rook-ceph";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.StoresWith(StorageProvider.RookCeph);

    /// <inheritdoc/>
    internal override Chart Chart => new("rook-ceph", "https://charts.rook.io/release", "v1.20.6", Namespace);

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
            ["crds"] = new JsonObject { ["enabled"] = true },
            ["image"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "docker.io/rook/ceph") },
            ["priorityClassName"] = Placement.ClusterCritical,
            ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
            ["tolerations"] = Placement.Tolerations(context.Cloud),
            ["resources"] = sizing.Resources(200, 256, 512),
            ["csi"] = new JsonObject(Drivers.Select(driver => KeyValuePair.Create(
                driver.Key, (JsonNode?)new JsonObject { ["repository"] = Mirror.Image(context.Platform, driver.Image) }))),
            ["ceph-csi-operator"] = new JsonObject
            {
                ["openshift"] = new JsonObject { ["enabled"] = context.Cluster.IsOpenShift },
                ["controllerManager"] = new JsonObject
                {
                    ["priorityClassName"] = Placement.ClusterCritical,
                    ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
                    ["tolerations"] = Placement.Tolerations(context.Cloud),
                    ["manager"] = new JsonObject
                    {
                        // The subchart uses the tag latest.
                        ["image"] = new JsonObject
                        {
                            ["repository"] = Mirror.Image(context.Platform, "quay.io/cephcsi/ceph-csi-operator"),
                            ["tag"] = "v1.0.4",
                        },
                        ["resources"] = sizing.Resources(20, 64, 256),
                    },
                },
            },
        };
    }
}
