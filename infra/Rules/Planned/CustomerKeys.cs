using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning;

namespace Infra.Rules.Planned;

/// <summary>Where keys are customer-managed, every store, disk, log, queue, secret and file system names a key of the customer.</summary>
public sealed class CustomerKeys : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN008";

    private const string BucketEncryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

    /// <summary>The input of each type that must name a key.</summary>
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Keys = new Dictionary<string, ImmutableArray<string>>
    {
        ["aws:cloudwatch/logGroup:LogGroup"] = ["kmsKeyId"],
        ["aws:sqs/queue:Queue"] = ["kmsMasterKeyId"],
        ["aws:efs/fileSystem:FileSystem"] = ["kmsKeyId"],
        ["aws:fsx/lustreFileSystem:LustreFileSystem"] = ["kmsKeyId"],
        ["aws:eks/cluster:Cluster"] = ["encryptionConfig.provider.keyArn"],
        ["azure-native:storage:StorageAccount"] = ["encryption.keyVaultProperties.keyName"],
        ["azure-native:compute:DiskEncryptionSet"] = ["activeKey.keyUrl"],
        ["azure-native:containerservice:ManagedCluster"] = ["diskEncryptionSetID", "securityProfile.azureKeyVaultKms.keyId"],
        ["azure-native:containerregistry:Registry"] = ["encryption.keyVaultProperties.keyIdentifier"],
        ["azure-native:storagecache:AmlFilesystem"] = ["encryptionSettings.keyEncryptionKey.keyUrl"],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Parameters of storage classes that must name a key, by driver.</summary>
    private static readonly ImmutableDictionary<string, string> Drivers = new Dictionary<string, string>
    {
        ["ebs.csi.aws.com"] = "kmsKeyId",
        ["disk.csi.azure.com"] = "diskEncryptionSetID",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(ResourcePlan plan)
    {
        if (!plan.UsesCustomerKeys()) return [];
        var encrypted = plan.UsedBy(BucketEncryption);
        return plan.Resources.SelectMany(resource => Missing(resource, encrypted).Select(path => new Finding(
            Code, Severity.Error, path.Length == 0 ? resource.Name : $"{resource.Name}.{path}",
            path.Length == 0
                ? "a bucket without a BucketServerSideEncryptionConfiguration, while sovereignty.keys is customer-managed."
                : "names no key of the customer, while sovereignty.keys is customer-managed.")));
    }

    private static IEnumerable<string> Missing(PlannedResource resource, HashSet<string> encrypted) => resource.Type switch
    {
        var type when Keys.TryGetValue(type, out var paths) => paths.Where(path => resource.Inputs.At(path) is null),
        "aws:s3/bucket:Bucket" => encrypted.Contains(resource.Urn) ? [] : [string.Empty],
        BucketEncryption => Unless(
            resource.Inputs.Items("rules").All(rule => Named(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId")), "rules"),
        "aws:ec2/launchTemplate:LaunchTemplate" => Unless(
            resource.Inputs.Items("blockDeviceMappings").All(disk => disk.At("ebs") is null || Named(disk, "ebs.kmsKeyId")),
            "blockDeviceMappings"),
        "kubernetes:storage.k8s.io/v1:StorageClass" =>
            Drivers.TryGetValue(resource.Inputs.Text("provisioner") ?? string.Empty, out var parameter)
            ? Unless(Named(resource.Inputs, $"parameters.{parameter}"), $"parameters.{parameter}")
            : [],
        _ => [],
    };

    private static bool Named(JsonNode node, string path) => node.At(path) is not null;

    private static IEnumerable<string> Unless(bool fine, string path) => fine ? [] : [path];
}
