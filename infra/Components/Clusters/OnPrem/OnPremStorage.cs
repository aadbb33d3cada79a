using System.Text.Json.Nodes;
using Infra.AddOns.Storage;
using Infra.Components.Workloads;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.OnPrem;
using Infra.Findings;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Random;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The storage classes of a site, under the names that they have on every cluster.</summary>
internal static class OnPremStorage
{
    private const string CephNamespace = RookCeph.Namespace;
    private const string LonghornKey = "longhorn-encryption";

    /// <summary>Creates what the specification asks for.</summary>
    public static IReadOnlyList<Resource> Create(OnPremClusterSpec cluster, CustomResourceOptions options)
    {
        (string Name, StorageClassSpec Spec)[] asked =
        [
            .. cluster.Storage.Fast is { } fast ? [(StorageClasses.Fast, fast)] : Array.Empty<(string, StorageClassSpec)>(),
            .. cluster.Storage.Shared is { } shared ? [(StorageClasses.Shared, shared)] : Array.Empty<(string, StorageClassSpec)>(),
            .. cluster.Storage.Parallel is { } parallel ? [(StorageClasses.Parallel, parallel)] : Array.Empty<(string, StorageClassSpec)>(),
        ];
        var encryption = asked.Any(each => each.Spec.Provider is StorageProvider.Longhorn) ? Encrypt(cluster, options) : null;
        var copies = new OnPremFacts(cluster).StorageCopies;
        List<Resource> classes = [];
        List<string> snapshotted = [];
        foreach (var (name, spec) in asked)
        {
            var backend = BackendOf(cluster, name, spec, copies);
            Resource? before = backend.Pool is null
                ? backend.NeedsKey ? encryption : null
                : new Manifest($"{cluster.Name}-{name}-pool", backend.Pool, options);
            var ours = before is null
                ? options
                : CustomResourceOptions.Merge(options, new CustomResourceOptions { DependsOn = { before } });
            classes.Add(ClassOf(cluster, name, backend, ours));

            // One class a driver: Velero refuses two.
            if (!snapshotted.Contains(backend.Driver))
            {
                snapshotted.Add(backend.Driver);
                var snapshots = StorageClasses.Snapshots(name, backend.Driver, backend.SnapshotParameters);
                classes.Add(new Manifest($"{cluster.Name}-{name}-snapshots", snapshots, ours));
            }
        }

        return classes;
    }

    private static StorageClass ClassOf(OnPremClusterSpec cluster, string name, Backend backend, CustomResourceOptions options)
    {
        var metadata = new ObjectMetaArgs { Name = name };
        if (name == StorageClasses.Fast)
            metadata.Annotations.Add(StorageClasses.DefaultAnnotation, "true");

        return new StorageClass($"{cluster.Name}-{name}", new()
        {
            Metadata = metadata,
            Provisioner = backend.Driver,
            Parameters = backend.Parameters,
            AllowVolumeExpansion = true,
            ReclaimPolicy = "Delete",
            VolumeBindingMode = "WaitForFirstConsumer",
        }, options);
    }

    private static Backend BackendOf(OnPremClusterSpec cluster, string name, StorageClassSpec spec, int copies) =>
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

    // Copies on different hosts; one copy alone is what Ceph calls unsafe.
    private static JsonObject Replicated(int copies, string? name = null)
    {
        var pool = new JsonObject
        {
            ["failureDomain"] = "host",
            ["replicated"] = new JsonObject { ["size"] = copies, ["requireSafeReplicaSize"] = copies > 1 },
        };
        if (name is not null)
            pool["name"] = name;

        return pool;
    }

    // The names of the secrets are those that Rook's operator makes (rook.io, "Block Storage" and "Filesystem Storage").
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

    // Longhorn encrypts volumes with the passphrase of a secret (longhorn.io, "Volume Encryption"). Losing it is losing the volumes.
    private static Secret Encrypt(OnPremClusterSpec cluster, CustomResourceOptions options)
    {
        var parent = new CustomResourceOptions { Parent = options.Parent };
        var random = new Pulumi.Random.Provider($"{cluster.Name}-storage-random", new(), parent);
        var passphrase = new RandomPassword(
            $"{cluster.Name}-{LonghornKey}",
            new RandomPasswordArgs { Length = 48, Special = false },
            new CustomResourceOptions { Parent = options.Parent, Provider = random, Protect = true });
        return new Secret($"{cluster.Name}-longhorn-secret", new()
        {
            Metadata = new ObjectMetaArgs { Name = LonghornKey, Namespace = Longhorn.Namespace },
            Type = "Opaque",
            StringData =
            {
                ["CRYPTO_KEY_VALUE"] = Output.CreateSecret(passphrase.Result),
                ["CRYPTO_KEY_PROVIDER"] = "secret",
            },
        }, CustomResourceOptions.Merge(options, new CustomResourceOptions { Protect = true }));
    }

    private sealed record Backend(string Driver)
    {
        /// <summary>The pool or file system that the class needs first.</summary>
        public JsonObject? Pool { get; init; }

        /// <summary>Whether volumes are encrypted with a key of ours.</summary>
        public bool NeedsKey { get; init; }

        public Dictionary<string, string> Parameters { get; init; } = [];

        public Dictionary<string, string> SnapshotParameters { get; init; } = [];
    }
}
