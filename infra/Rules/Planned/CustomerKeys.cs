using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts.Conventions;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>PLN008: where keys are customer-managed, every store, disk, log, queue, secret and file system names a customer-managed key and
/// is encrypted with it.</summary>
public sealed class CustomerKeys : IPlanRule
{
    private const string Code = "PLN008";
    private const string Bucket = "aws:s3/bucket:Bucket";
    private const string BucketEncryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    private const string BucketLogging = "aws:s3/bucketLogging:BucketLogging";
    private const string StorageClass = "kubernetes:storage.k8s.io/v1:StorageClass";
    private const string Workspace = "azure-native:operationalinsights:Workspace";
    private const string BackupVault = "azure-native:dataprotection:BackupVault";

    /// <summary>What each type must set: the path of its key, and the switches without which the key is not used. A list in a path stands
    /// for all its items.</summary>
    private static readonly ImmutableDictionary<string, ImmutableArray<Demand>> _demands = new Dictionary<string, ImmutableArray<Demand>>
    {
        [BucketEncryption] = [Key("rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId")],
        ["aws:cloudwatch/logGroup:LogGroup"] = [Key("kmsKeyId")],
        ["aws:ebs/volume:Volume"] = [Key("kmsKeyId"), new("encrypted", "true")],
        ["aws:ec2/launchTemplate:LaunchTemplate"] =
            [Key("blockDeviceMappings[].ebs.kmsKeyId"), new("blockDeviceMappings[].ebs.encrypted", "true")],
        ["aws:ecr/repository:Repository"] = [Key("encryptionConfigurations[].kmsKey")],
        ["aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate"] = [Key("encryptionConfigurations[].kmsKey")],
        ["aws:efs/fileSystem:FileSystem"] = [Key("kmsKeyId"), new("encrypted", "true")],
        ["aws:eks/cluster:Cluster"] = [Key("encryptionConfig.provider.keyArn")],
        ["aws:fsx/lustreFileSystem:LustreFileSystem"] = [Key("kmsKeyId")],
        ["aws:secretsmanager/secret:Secret"] = [Key("kmsKeyId")],
        ["aws:sns/topic:Topic"] = [Key("kmsMasterKeyId")],
        ["aws:sqs/queue:Queue"] = [Key("kmsMasterKeyId")],
        ["aws:ssm/parameter:Parameter"] = [Key("keyId")],
        ["azure-native:compute:Disk"] = [Key("encryption.diskEncryptionSetId")],
        ["azure-native:compute:DiskEncryptionSet"] = [Key("activeKey.keyUrl")],
        ["azure-native:containerregistry:Registry"] =
            [Key("encryption.keyVaultProperties.keyIdentifier"), new("encryption.status", "enabled")],
        // Disks use the disk encryption set of the cluster; the disks of the machine itself use encryption at host.
        ["azure-native:containerservice:AgentPool"] = [new("enableEncryptionAtHost", "true")],
        ["azure-native:containerservice:ManagedCluster"] =
        [
            Key("diskEncryptionSetID"),
            Key("securityProfile.azureKeyVaultKms.keyId"),
            new("securityProfile.azureKeyVaultKms.enabled", "true"),
            new("agentPoolProfiles[].enableEncryptionAtHost", "true"),
        ],
        [BackupVault] = [Key("properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri")],
        ["azure-native:recoveryservices:Vault"] = [Key("properties.encryption.keyVaultProperties.keyUri")],
        ["azure-native:storage:StorageAccount"] =
            [Key("encryption.keyVaultProperties.keyName"), new("encryption.keySource", "Microsoft.Keyvault")],
        ["azure-native:storagecache:AmlFilesystem"] = [Key("encryptionSettings.keyEncryptionKey.keyUrl")],
        // Managed disks use the disk encryption set of the cluster here too.
        ["kubernetes:karpenter.azure.com/v1beta1:AKSNodeClass"] = [new("spec.security.encryptionAtHost", "true")],
        ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"] =
            [Key("spec.blockDeviceMappings[].ebs.kmsKeyID"), new("spec.blockDeviceMappings[].ebs.encrypted", "true")],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>What a storage class must set, by its driver. Without an account the drivers for files and blobs create one, with
    /// Microsoft-managed keys.</summary>
    private static readonly ImmutableDictionary<string, ImmutableArray<Demand>> _drivers = new Dictionary<string, ImmutableArray<Demand>>
    {
        [CsiDrivers.Ebs] = [Key("parameters.kmsKeyId"), new("parameters.encrypted", "true")],
        [CsiDrivers.Fsx] = [Key("parameters.kmsKeyId")],
        [CsiDrivers.AzureDisk] = [Key("parameters.diskEncryptionSetID")],
        [CsiDrivers.AzureFile] = [Key("parameters.storageAccount")],
        [CsiDrivers.AzureBlob] = [Key("parameters.storageAccount")],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Types that this rule covers.</summary>
    internal static IEnumerable<string> Types => [.. _demands.Keys, Bucket, StorageClass, Workspace];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        if (!platform.UsesCustomerKeys())
        {
            yield break;
        }

        var encrypted = plan.UsedBy(BucketEncryption);
        var records = plan.Of(BucketLogging).Select(logging => logging.Inputs.Text("targetBucket")).ToHashSet(StringComparer.Ordinal);
        foreach (var resource in plan.Resources)
        {
            if (resource.Type == Bucket && !encrypted.Contains(resource.Urn))
            {
                yield return Finding.Error(
                    Code, resource.Name,
                        "the bucket has no BucketServerSideEncryptionConfiguration, but sovereignty.keys is customer-managed.");
            }

            // https://learn.microsoft.com/azure/azure-monitor/logs/customer-managed-keys
            if (resource.Type == Workspace && resource.Inputs.At("features.clusterResourceId") is null)
            {
                yield return Finding.Warning(
                    Code, resource.Name, "logs are encrypted with a Microsoft-managed key, but sovereignty.keys is customer-managed: a " +
                    "workspace can use a customer-managed key only in a dedicated cluster, which needs at least 100 GB of logs a day.");
            }

            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html
            if (resource.Type == BucketEncryption && resource.Inputs.Text("bucket") is { } bucket && records.Contains(bucket))
            {
                yield return Finding.Warning(
                    Code, resource.Name, "the record of who used the backups is encrypted with a key of Amazon S3, but sovereignty.keys " +
                    "is customer-managed: S3 writes such a record to no bucket whose default is a customer-managed key.");
                continue;
            }

            foreach (var finding in DemandsOf(resource).SelectMany(demand => Check(resource, demand)))
            {
                // https://learn.microsoft.com/azure/backup/encryption-at-rest-with-cmk-for-backup-vault, considerations
                yield return resource.Type == BackupVault && platform.Sovereignty.Endpoints == EndpointAccess.Private
                    ? Finding.Warning(
                        Code, resource.Name,
                        "what the vault knows of backups is encrypted with a Microsoft-managed key, but sovereignty.keys is " +
                        "customer-managed: a Backup vault cannot use a key in a vault that is closed to networks.")
                    : finding;
            }
        }
    }

    /// <summary>What a resource must set.</summary>
    internal static ImmutableArray<Demand> DemandsOf(PlannedResource resource) =>
        (resource.Type == StorageClass
            ? _drivers.GetValueOrDefault(resource.Inputs.Text("provisioner") ?? "")
            : _demands.GetValueOrDefault(resource.Type)) is { IsDefault: false } demands ? demands : [];

    private static IEnumerable<Finding> Check(PlannedResource resource, Demand demand) =>
        from found in resource.Inputs.All(demand.Path)
        where !demand.IsMetBy(found.Value)
        let message = demand.Value is null
            ? "no customer-managed key is named"
            : $"the value is {found.Value?.ToString() ?? "not set"} instead of {demand.Value}, so the key is not used"
        select Finding.Error(Code, $"{resource.Name}.{found.Path}", $"{message}, but sovereignty.keys is customer-managed.");

    private static Demand Key(string path) => new(path, null);

    /// <summary>Something that a resource must set.</summary>
    /// <param name="Path">Where.</param>
    /// <param name="Value">The value; null for a customer-managed key.</param>
    internal sealed record Demand(string Path, string? Value)
    {
        // alias/aws/ebs and similar aliases are AWS managed keys.
        internal bool IsMetBy(JsonNode? found) => Value is null
            ? found?.ToString() is { Length: > 0 } key && !key.Contains("alias/aws/", StringComparison.Ordinal)
            : string.Equals(found?.ToString(), Value, StringComparison.OrdinalIgnoreCase);
    }
}
