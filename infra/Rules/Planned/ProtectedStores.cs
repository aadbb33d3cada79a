using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Every resource that holds data or keys is protected: the engine refuses to delete it until someone removes the
/// protection.</summary>
public sealed class ProtectedStores : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN009";

    private static readonly ImmutableHashSet<string> _types =
    [
        "aws:efs/fileSystem:FileSystem",
        "aws:fsx/lustreFileSystem:LustreFileSystem",
        "aws:kms/key:Key",
        "aws:s3/bucket:Bucket",
        "azure-native:compute:DiskEncryptionSet",
        "azure-native:keyvault:Key",
        "azure-native:keyvault:Vault",
        "azure-native:storage:StorageAccount",
        "azure-native:storagecache:AmlFilesystem",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan) => plan.Resources
        .Where(resource => _types.Contains(resource.Type) && !resource.Protect)
        .Select(resource => new Finding(Code, Severity.Error, resource.Name,
            $"{resource.Type} holds data or keys but is not protected; set Protect in its options."));
}
