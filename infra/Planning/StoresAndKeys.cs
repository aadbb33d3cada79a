using System.Collections.Immutable;

namespace Infra.Planning;

/// <summary>Which resources of the providers hold data or keys that cannot be made again as they were.</summary>
public static class StoresAndKeys
{
    /// <summary>Their type tokens.</summary>
    public static ImmutableHashSet<string> Types { get; } =
    [
        "aws:efs/fileSystem:FileSystem",
        "aws:fsx/lustreFileSystem:LustreFileSystem",
        "aws:kms/key:Key",
        "aws:s3/bucket:Bucket",
        "azure-native:compute:DiskEncryptionSet",
        "azure-native:dataprotection:BackupVault",
        "azure-native:keyvault:Key",
        "azure-native:keyvault:Vault",
        "azure-native:storage:StorageAccount",
        "azure-native:storagecache:AmlFilesystem",
    ];
}
