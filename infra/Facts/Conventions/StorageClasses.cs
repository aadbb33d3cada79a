using System.Text.Json.Nodes;
using Infra.Specification.Storage;

namespace Infra.Facts.Conventions;

/// <summary>Names of the storage classes and what they have in common: the same on every cluster, so that a workload that uses a class can
/// run on each.</summary>
public static class StorageClasses
{
    /// <summary>Block volumes for one node at a time; the default class of a cluster.</summary>
    public const string Fast = "fast";

    /// <summary>Volumes to which many nodes can write at the same time.</summary>
    public const string Shared = "shared";

    /// <summary>A parallel file system for training data.</summary>
    public const string Parallel = "parallel";

    /// <summary>Buckets that exist. Nothing makes volumes of this class, so no object of the cluster describes it.</summary>
    public const string Objects = "objects";

    /// <summary>Annotation of the default class, for volumes that name no class; its value is <c>true</c>.</summary>
    public const string DefaultAnnotation = "storageclass.kubernetes.io/is-default-class";

    /// <summary>What Velero does with a volume whose files it reads one by one.</summary>
    public const string ReadFiles = "fs-backup";

    /// <summary>The classes whose volumes no cloud can snapshot, and what a backup does with them: shared volumes (EFS, and Azure Files
    /// with NFS, have no snapshots) are copied file by file; a parallel file system contains terabytes of copies of data that is in an
    /// object store, and is excluded like the store itself.</summary>
    /// <param name="storage">The classes that a cluster offers.</param>
    public static IEnumerable<(string StorageClass, string Action)> NotSnapshotted(StorageSpec storage)
    {
        if (storage.Shared is not null)
        {
            yield return (Shared, ReadFiles);
        }

        if (storage.Parallel is not null)
        {
            yield return (Parallel, "skip");
        }

        if (!storage.Objects.IsEmpty)
        {
            yield return (Objects, "skip");
        }
    }

    /// <summary>The names of the classes that a cluster offers.</summary>
    public static IEnumerable<string> Of(StorageSpec storage) => new[]
    {
        storage.Fast is null ? null : Fast, storage.Shared is null ? null : Shared, storage.Parallel is null ? null : Parallel,
        storage.Objects.IsEmpty ? null : Objects,
    }.OfType<string>();

    /// <summary>The snapshot class of a storage class. Velero uses the labelled class of a driver, and removes snapshots itself when their
    /// backup expires (https://velero.io/docs/v1.18/csi/); hence <c>Retain</c>: removing a namespace must not remove its backups.</summary>
    /// <param name="name">Name of the storage class.</param>
    /// <param name="driver">Its CSI driver.</param>
    /// <param name="parameters">Parameters of the driver.</param>
    public static JsonObject Snapshots(string name, string driver, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var manifest = new JsonObject
        {
            ["apiVersion"] = "snapshot.storage.k8s.io/v1",
            ["kind"] = "VolumeSnapshotClass",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { ["velero.io/csi-volumesnapshot-class"] = "true" },
            },
            ["driver"] = driver,
            ["deletionPolicy"] = "Retain",
        };
        if (parameters is { Count: > 0 })
        {
            manifest["parameters"] = new JsonObject(parameters.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return manifest;
    }
}
