using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Facts.Aks;

/// <summary>Names of a cluster's resources in Azure, in addition to <see cref="ResourceNames"/>: functions of the specification, so that
/// chart values can use them.</summary>
public static class AksNames
{
    /// <summary>Container of the backup store, in both storage accounts.</summary>
    public const string BackupContainer = "velero";

    /// <summary>Container of what Azure Backup writes, in the account of the backup store.</summary>
    public const string VaultContainer = "azure-backup";

    /// <summary>Namespace in which Azure Backup runs, given by Azure.</summary>
    public const string VaultNamespace = "dataprotection-microsoft";

    /// <summary>Label of pods that use a workload identity; its value is <c>true</c>
    /// (https://learn.microsoft.com/azure/aks/workload-identity-overview#pod-labels).</summary>
    public const string WorkloadIdentityLabel = "azure.workload.identity/use";

    /// <summary>The audience for which the AKS webhook requests a pod's token. Entra ID recommends another one in its sovereign clouds, but
    /// only compares it with the token, and the webhook has one audience for all clouds (Azure/azure-workload-identity: DefaultAudience,
    /// #1675; Microsoft: "Deploy and configure workload identity on AKS").</summary>
    public const string TokenAudience = AzureCloud.TokenAudience;

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Resource group of the cluster.</summary>
    public static string Group(PlatformSpec platform, AksClusterSpec cluster) => ResourceNames.Cluster(platform, cluster);

    /// <summary>Resource group of the backup store; a separate one, so that nobody deletes backups together with a cluster.</summary>
    public static string BackupGroup(PlatformSpec platform, AksClusterSpec cluster) =>
        $"{ResourceNames.Cluster(platform, cluster)}-backups";

    /// <summary>Resource group of the immutable copies in a second region or subscription.</summary>
    public static string CopyGroup(PlatformSpec platform, AksClusterSpec cluster) =>
        $"{ResourceNames.Cluster(platform, cluster)}-replica";

    /// <summary>Resource group of the snapshots that Azure Backup makes; a separate one, because the cluster may change everything in
    /// it.</summary>
    public static string SnapshotGroup(PlatformSpec platform, AksClusterSpec cluster) =>
        $"{ResourceNames.Cluster(platform, cluster)}-snapshots";

    /// <summary>Resource group that AKS creates for nodes, disks and snapshots.</summary>
    public static string NodeGroup(PlatformSpec platform, AksClusterSpec cluster) =>
        $"{ResourceNames.Cluster(platform, cluster)}-nodes";

    /// <summary>Storage account to which Velero writes backups.</summary>
    public static string BackupAccount(PlatformSpec platform, AksClusterSpec cluster) =>
        ResourceNames.StorageAccount(platform, cluster, "backups");

    /// <summary>Storage account to which backups are replicated, and in which they cannot be changed.</summary>
    public static string ReplicaAccount(PlatformSpec platform, AksClusterSpec cluster) =>
        ResourceNames.StorageAccount(platform, cluster, "replica");

    /// <summary>Whether an id is that of the cluster's own replica.</summary>
    public static bool IsReplica(PlatformSpec platform, AksClusterSpec cluster, string id) =>
        AksResourceId.Of(id, AksResourceId.StorageAccount) is { } account
        && account.Name.Equals(ReplicaAccount(platform, cluster), StringComparison.OrdinalIgnoreCase);

    /// <summary>Storage account of the class <c>shared</c>.</summary>
    public static string FileAccount(PlatformSpec platform, AksClusterSpec cluster) =>
        ResourceNames.StorageAccount(platform, cluster, "shared");

    /// <summary>Name of the key vault: 3 to 24 letters, digits and single hyphens that begins with a letter, unique across Azure. A storage
    /// account has the stricter rules but may begin with a digit.</summary>
    public static string Vault(PlatformSpec platform, AksClusterSpec cluster) => Vault(platform, cluster, "keys");

    /// <summary>Name of the key vault of the backups.</summary>
    public static string BackupVault(PlatformSpec platform, AksClusterSpec cluster) => Vault(platform, cluster, "backup-keys");

    /// <summary>Name of the key vault of the immutable copies in a second region or subscription.</summary>
    public static string ReplicaVault(PlatformSpec platform, AksClusterSpec cluster) => Vault(platform, cluster, "replica-keys");

    /// <summary>Name of a policy of Azure Backup: another schedule or retention is another policy.</summary>
    /// <param name="schedule">When it backs up.</param>
    /// <param name="retentionDays">After how many days a backup expires.</param>
    public static string BackupPolicy(AksBackupSchedule schedule, int retentionDays) => string.Create(
        CultureInfo.InvariantCulture,
        $"from-{schedule.Hour:00}{schedule.Minute:00}-every-{schedule.EveryHours}h-for-{retentionDays}d");

    /// <summary>Name of the key vault with the secrets of workloads: the one that the cluster names, or its own.</summary>
    public static string SecretVault(PlatformSpec platform, AksClusterSpec cluster) =>
        (cluster.SecretVault is { } named ? AksResourceId.Of(named.Id, AksResourceId.KeyVault)?.Name : null)
        ?? Vault(platform, cluster, "secrets");

    /// <summary>Name of a pool in AKS, and of its nodes' scale set: up to eight characters of the pool's own name, and four that stand for
    /// what AKS cannot change (azurerm's list of properties that need another pool, at <c>temporary_name_for_rotation</c>, and
    /// https://learn.microsoft.com/azure/aks/spot-node-pool#limitations). A pool with another machine or disk is thus another pool, made
    /// beside the old one. A Linux pool's name has at most 12 lower-case letters and digits.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="zones">The zones of its nodes.</param>
    /// <param name="driver">Who installs the driver of its GPUs; absent without GPUs.</param>
    public static string Pool(AksNodePoolSpec pool, IEnumerable<string> zones, GpuDriverOwner? driver)
    {
        string[] fixedParts =
        [
            pool.Name, pool.Machine, $"{pool.OsDisk}", pool.DiskGiB.ToString(CultureInfo.InvariantCulture), string.Join(',', zones),
            $"{pool.Capacity}", pool.Reservation ?? "", $"{driver}",
        ];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fixedParts)));
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash);
        var digest = string.Concat(Enumerable.Range(0, 4).Select(digit => Digits[(int)(number >> (8 * digit) & 0xFF) % Digits.Length]));
        return pool.Name[..Math.Min(8, pool.Name.Length)] + digest;
    }

    /// <summary>The host in the image names of the cluster's own registry; null if no registry is named.</summary>
    public static string? RegistryHost(AksClusterSpec cluster) =>
        cluster.ContainerRegistry is { } id && AksResourceId.Of(id, AksResourceId.ContainerRegistry) is { } registry
            ? $"{registry.Name.ToLowerInvariant()}.{AzureCloud.Of(cluster).RegistrySuffix}"
            : null;

    /// <summary>A GUID that is always the same for the same parts. Role assignments are named by a GUID; a random one would replace them on
    /// every run. The hash is SHA-256, hence version 8 of RFC 9562; version 5 prescribes SHA-1.</summary>
    public static string AssignmentId(params ReadOnlySpan<string> parts)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', parts)))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
    }

    private static string Vault(PlatformSpec platform, AksClusterSpec cluster, string purpose)
    {
        var account = ResourceNames.StorageAccount(platform, cluster, purpose);
        return "kv" + account[..^8][..Math.Min(14, account.Length - 8)] + account[^8..];
    }
}
