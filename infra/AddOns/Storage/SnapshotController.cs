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
    public override bool OnByDefault(CloudFacts cloud) => cloud.LacksSnapshotController && cloud.Cluster.Storage is not { Fast: null, Shared: null, Parallel: null };

    /// <inheritdoc/>
    internal override Chart Chart => new("snapshot-controller", "https://piraeus.io/helm-charts", "5.2.0", "snapshot-controller");

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.LacksSnapshotController ? null : "the cluster already has a snapshot controller; remove the add-on here.";

    /// <inheritdoc/>
    internal override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = context.Sizing;
        return new JsonObject
        {
            ["installCRDs"] = true,
            ["controller"] = new JsonObject
            {
                ["replicaCount"] = sizing.Replicas,
                ["image"] = new JsonObject
                {
                    ["repository"] = Mirror.Image(context.Platform, "registry.k8s.io/sig-storage/snapshot-controller"),
                },
                ["priorityClassName"] = Placement.ClusterCritical,
                ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
                ["tolerations"] = Placement.Tolerations(context.Cloud),
                ["resources"] = sizing.Resources(20, 64, 256),
                ["pdb"] = sizing.HighlyAvailable ? new JsonObject { ["maxUnavailable"] = 1 } : new JsonObject(),
                ["podSecurityContext"] = new JsonObject { ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" } },
                ["securityContext"] = new JsonObject { ["allowPrivilegeEscalation"] = false },
            },
            // Converts old versions of group snapshots, which a new cluster does not have.
            ["webhook"] = new JsonObject { ["enabled"] = false },
        };
    }
}
