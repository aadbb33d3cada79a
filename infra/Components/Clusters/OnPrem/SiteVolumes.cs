using System.Text.Json.Nodes;
using Infra.AddOns.Storage;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.OnPrem;
using Infra.Findings;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>How the volumes of a class are provided on a site. Pure.</summary>
/// <param name="Driver">The CSI driver.</param>
internal sealed record SiteVolumes(string Driver)
{
    /// <summary>Name of the secret with which Longhorn encrypts volumes.</summary>
    public const string LonghornKey = "longhorn-encryption";

    private const string CephNamespace = RookCeph.Namespace;

    /// <summary>The pool or file system that the class needs.</summary>
    public JsonObject? Pool { get; init; }

    /// <summary>Whether volumes are encrypted with the platform's own key.</summary>
    public bool NeedsKey { get; init; }

    /// <summary>Parameters of the class.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];

    /// <summary>Parameters of the class of its snapshots.</summary>
    public Dictionary<string, string> SnapshotParameters { get; init; } = [];

    /// <summary>How a class of the specification is provided.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">Name of the class.</param>
    /// <param name="spec">What is asked for.</param>
    /// <param name="copies">Copies of data that the site has hosts for.</param>
    /// <exception cref="ArgumentException">Nothing provides it, or the driver of an existing storage system is missing.</exception>
    public static SiteVolumes Of(OnPremClusterSpec cluster, string name, StorageClassSpec spec, int copies) =>
        (name, spec.Provider) switch
        {
            (StorageClasses.Fast, StorageProvider.RookCeph) => new(RookCephDrivers.Driver("rbd"))
            {
                Pool = CephObject("CephBlockPool", name, Replicated(copies)),
                Parameters = new(CephParameters("rbd")) { ["pool"] = name, ["imageFormat"] = "2", ["imageFeatures"] = "layering" },
                SnapshotParameters = CephSnapshotParameters("rbd"),
            },
            (StorageClasses.Shared, StorageProvider.RookCeph) => new(RookCephDrivers.Driver("cephfs"))
            {
                Pool = CephObject("CephFilesystem", name, new JsonObject
                {
                    ["metadataPool"] = Replicated(copies),
                    ["dataPools"] = new JsonArray(Replicated(copies, "replicated")),
                    ["preserveFilesystemOnDelete"] = true,
                    ["metadataServer"] = new JsonObject
                    {
                        ["activeCount"] = 1,
                        ["activeStandby"] = true,
                        ["priorityClassName"] = Placement.ClusterCritical,
                        ["placement"] = new JsonObject { ["tolerations"] = Placement.Tolerations(new OnPremFacts(cluster)) },
                    },
                }),
                Parameters = new(CephParameters("cephfs")) { ["fsName"] = name, ["pool"] = $"{name}-replicated" },
                SnapshotParameters = CephSnapshotParameters("cephfs"),
            },
            (StorageClasses.Fast or StorageClasses.Shared, StorageProvider.Longhorn) => new("driver.longhorn.io")
            {
                NeedsKey = true,
                Parameters = new(SecretParameters(
                    LonghornKey, Longhorn.Namespace, "provisioner", "node-publish", "node-stage", "node-expand"))
                {
                    ["numberOfReplicas"] = $"{copies}",
                    ["staleReplicaTimeout"] = "30", // minutes, Longhorn's own default
                    ["encrypted"] = "true",
                },
                SnapshotParameters = new() { ["type"] = "snap" },
            },
            (_, StorageProvider.Existing) => new(spec.Driver ?? throw new ArgumentException(
                $"{cluster.Path}.storage.{name}.driver: is missing; an existing storage system is identified by its CSI driver."))
            {
                Parameters = new(spec.Parameters),
            },
            _ => throw new ArgumentException(
                $"{cluster.Path}.storage.{name}.provider: {(spec.Provider is { } other ? Spelling.Of(other) : "nothing")} does not provide "
                + $"{name} on-prem. "
                + (name == StorageClasses.Parallel ? "Allowed: existing." : "Allowed: rook-ceph, longhorn, existing.")),
        };

    private static JsonObject CephObject(string kind, string name, JsonObject spec) => new()
    {
        ["apiVersion"] = "ceph.rook.io/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = CephNamespace },
        ["spec"] = spec,
    };

    // Copies are on different hosts; Ceph calls a single copy unsafe.
    private static JsonObject Replicated(int copies, string? name = null)
    {
        var pool = new JsonObject
        {
            ["failureDomain"] = "host",
            ["replicated"] = new JsonObject { ["size"] = copies, ["requireSafeReplicaSize"] = copies > 1 },
        };
        if (name is not null)
        {
            pool["name"] = name;
        }

        return pool;
    }

    // The secrets have the names that Rook's operator gives them (rook.io, "Block Storage" and "Filesystem Storage").
    private static Dictionary<string, string> CephParameters(string kind) => new(
        SecretParameters($"rook-csi-{kind}-provisioner", CephNamespace, "provisioner", "controller-expand", "controller-publish")
            .Concat(SecretParameters($"rook-csi-{kind}-node", CephNamespace, "node-stage")))
    {
        ["clusterID"] = CephNamespace,
    };

    private static Dictionary<string, string> CephSnapshotParameters(string kind) =>
        new(SecretParameters($"rook-csi-{kind}-provisioner", CephNamespace, "snapshotter")) { ["clusterID"] = CephNamespace };

    private static IEnumerable<KeyValuePair<string, string>> SecretParameters(string secret, string place, params string[] uses) =>
        uses.SelectMany(use => new KeyValuePair<string, string>[]
        {
            new($"csi.storage.k8s.io/{use}-secret-name", secret),
            new($"csi.storage.k8s.io/{use}-secret-namespace", place),
        });
}
