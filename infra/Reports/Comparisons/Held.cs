using System.Collections.Immutable;

namespace Infra.Reports.Comparisons;

/// <summary>What ends for good with a resource.</summary>
public static class Held
{
    private const string Data = "data", Keys = "keys", Cluster = "a cluster";

    private static readonly ImmutableDictionary<string, string> _types = new Dictionary<string, string>
    {
        ["aws:backup/vault:Vault"] = Data,
        ["aws:cloudwatch/logGroup:LogGroup"] = Data,
        ["aws:efs/fileSystem:FileSystem"] = Data,
        ["aws:eks/cluster:Cluster"] = Cluster,
        ["aws:fsx/lustreFileSystem:LustreFileSystem"] = Data,
        ["aws:kms/key:Key"] = Keys,
        ["aws:s3/bucket:Bucket"] = Data,
        ["azure-native:compute:DiskEncryptionSet"] = Keys,
        ["azure-native:containerservice:ManagedCluster"] = Cluster,
        ["azure-native:dataprotection:BackupVault"] = Data,
        ["azure-native:keyvault:Key"] = Keys,
        ["azure-native:keyvault:Vault"] = Keys,
        ["azure-native:operationalinsights:Workspace"] = Data,
        ["azure-native:resources:ResourceGroup"] = Data,
        ["azure-native:storage:BlobContainer"] = Data,
        ["azure-native:storage:FileShare"] = Data,
        ["azure-native:storage:StorageAccount"] = Data,
        ["azure-native:storagecache:AmlFilesystem"] = Data,
        ["kubernetes:core/v1:Namespace"] = Data,
        ["kubernetes:core/v1:PersistentVolumeClaim"] = Data,
        ["random:index/randomPassword:RandomPassword"] = Keys,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary><c>data</c>, <c>keys</c> or <c>a cluster</c>; null where a resource can be made again as it was.</summary>
    /// <param name="type">Type token of the resource.</param>
    public static string? By(string type) => _types.GetValueOrDefault(type);
}
