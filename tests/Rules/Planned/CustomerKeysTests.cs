using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Rules.Planned;
using Infra.Specification;
using Infra.Tests.Stacks;
using static Infra.Tests.Rules.Planned.PlannedResources;

namespace Infra.Tests.Rules.Planned;

public sealed class CustomerKeysTests
{
    private const string Encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

    /// <summary>Types of the stacks that keep nothing which a key of theirs could protect: networks, permissions, rules about stores, and
    /// objects of Kubernetes, which are in the etcd that the cluster encrypts.</summary>
    private static readonly ImmutableHashSet<string> _withoutData =
    [
        "aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "aws:ec2/eip:Eip", "aws:ec2/flowLog:FlowLog", "aws:ec2/internetGateway:InternetGateway", "aws:ec2/natGateway:NatGateway",
        "aws:ec2/placementGroup:PlacementGroup", "aws:ec2/route:Route", "aws:ec2/routeTable:RouteTable",
        "aws:ec2/routeTableAssociation:RouteTableAssociation", "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet",
        "aws:ec2/tag:Tag",
        "aws:ec2/vpc:Vpc", "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
        "aws:efs/mountTarget:MountTarget",
        "aws:eks/accessEntry:AccessEntry",
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "aws:eks/addon:Addon", "aws:eks/nodeGroup:NodeGroup",
        "aws:eks/podIdentityAssociation:PodIdentityAssociation", "aws:iam/instanceProfile:InstanceProfile", "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:kms/alias:Alias", "aws:kms/key:Key",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "aws:s3/bucketLogging:BucketLogging",
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig", "aws:s3/bucketVersioning:BucketVersioning",
        "aws:sqs/queuePolicy:QueuePolicy", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "azure-native:authorization:ManagementLockByScope",
        "azure-native:authorization:RoleAssignment", "azure-native:authorization:RoleDefinition",
        "azure-native:containerservice:MaintenanceConfiguration", "azure-native:keyvault:Key", "azure-native:keyvault:Vault",
        "azure-native:managedidentity:FederatedIdentityCredential", "azure-native:managedidentity:UserAssignedIdentity",
        "azure-native:monitor:DataCollectionEndpoint", "azure-native:monitor:DataCollectionRule",
        "azure-native:monitor:DataCollectionRuleAssociation", "azure-native:monitor:DiagnosticSetting",
        "azure-native:monitor:PrivateLinkScope", "azure-native:monitor:PrivateLinkScopedResource",
        "azure-native:network:NatGateway", "azure-native:network:NetworkSecurityGroup",
        "azure-native:network:PrivateDnsZoneGroup", "azure-native:network:PrivateEndpoint", "azure-native:network:PublicIPAddress",
        "azure-native:network:RouteTable", "azure-native:network:Subnet", "azure-native:network:VirtualNetwork",
        "azure-native:network:VirtualNetworkPeering",
        "azure-native:privatedns:PrivateZone", "azure-native:privatedns:VirtualNetworkLink", "azure-native:resources:ResourceGroup",
        "azure-native:security:Pricing",
        "azure-native:storage:BlobContainer", "azure-native:storage:BlobContainerImmutabilityPolicy",
        "azure-native:storage:BlobServiceProperties",
        "azure-native:storage:ManagementPolicy", "azure-native:storage:ObjectReplicationPolicy",
    ];

    private static readonly SovereigntySpec _strict = Strict with { Endpoints = EndpointAccess.Public };

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Accepts_the_stacks_and_rejects_each_store_of_theirs_as_soon_as_its_key_is_gone(string stack)
    {
        var plan = await OwnStacks.PlanAsync(stack);
        Assert.DoesNotContain(plan.Findings, finding => finding.Code == "PLN008" && finding.Severity == Severity.Error);

        // A record of the use of backups has no key to lose.
        var records = plan.Findings.Where(finding => finding.Code == "PLN008").Select(finding => finding.Path).ToHashSet();
        var stores = plan.Resources.Where(resource => resource.Type != Encryption || !records.Contains(resource.Name));
        var demands = stores.SelectMany(resource => CustomerKeys.DemandsOf(resource).Select(demand => (resource, demand))).ToList();
        Assert.NotEmpty(demands);
        Assert.All(demands, pair =>
        {
            var without = pair.resource with { Inputs = Without(pair.resource.Inputs, pair.demand.Path) };
            Assert.Contains(
                Check(_strict, without),
                finding => finding.StartsWith(
                    $"PLN008 error {without.Name}.{pair.demand.Path.Replace("[]", "[0]", StringComparison.Ordinal)}: ",
                    StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Every_type_that_a_stack_creates_in_a_cloud_is_judged_or_holds_nothing(string stack)
    {
        var plan = await OwnStacks.PlanAsync(stack);
        var types = plan.Resources.Select(resource => resource.Type)
            .Where(type => type.StartsWith("aws:", StringComparison.Ordinal) || type.StartsWith("azure-native:", StringComparison.Ordinal));

        Assert.Empty(types.Distinct().Except(CustomerKeys.Types).Except(_withoutData));
        Assert.Empty(CustomerKeys.Types.Intersect(_withoutData));
    }

    [Theory]
    [InlineData("aws:sqs/queue:Queue", """{ "sqsManagedSseEnabled": true }""", "kmsMasterKeyId: no customer-managed key is named")]
    [InlineData("aws:efs/fileSystem:FileSystem", """{ "encrypted": true, "kmsKeyId": "alias/aws/elasticfilesystem" }""",
        "kmsKeyId: no customer-managed key is named")]
    [InlineData("aws:ebs/volume:Volume", """{ "kmsKeyId": "arn:x" }""",
        "encrypted: the value is not set instead of true, so the key is not used")]
    [InlineData("aws:secretsmanager/secret:Secret", "{}", "kmsKeyId: no customer-managed key is named")]
    [InlineData("aws:sns/topic:Topic", "{}", "kmsMasterKeyId: no customer-managed key is named")]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", "{}", "blockDeviceMappings: no customer-managed key is named")]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate",
        """{ "blockDeviceMappings": [{ "virtualName": "ephemeral0" }, { "ebs": { "encrypted": "true" } }] }""",
        "blockDeviceMappings[1].ebs.kmsKeyId: no customer-managed key is named")]
    [InlineData("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
        """{ "spec": { "blockDeviceMappings": [{ "ebs": { "kmsKeyID": "alias/acme", "encrypted": false } }] } }""",
        "spec.blockDeviceMappings[0].ebs.encrypted: the value is false instead of true, so the key is not used")]
    [InlineData("azure-native:storage:StorageAccount",
        """{ "encryption": { "keySource": "Microsoft.Storage", "keyVaultProperties": { "keyName": "a" } } }""",
        "encryption.keySource: the value is Microsoft.Storage instead of Microsoft.Keyvault, so the key is not used")]
    [InlineData("azure-native:recoveryservices:Vault", "{}",
        "properties.encryption.keyVaultProperties.keyUri: no customer-managed key is named")]
    [InlineData("kubernetes:storage.k8s.io/v1:StorageClass", """{ "provisioner": "file.csi.azure.com" }""",
        "parameters.storageAccount: no customer-managed key is named")]
    public void Rejects_a_store_without_a_key_of_the_customer(string type, string inputs, string found) => Assert.Contains(
        $"PLN008 error x.{found}, but sovereignty.keys is customer-managed.",
        Check(_strict, Resource(type, "x", inputs) with { Protect = true }));

    [Fact]
    public void Rejects_a_bucket_whose_encryption_is_missing_or_without_a_key()
    {
        var bucket = Resource("aws:s3/bucket:Bucket", "backups", "{}") with { Protect = true };
        var encryption = Resource(
            Encryption,
            "encryption",
            """{ "rules": [{ "applyServerSideEncryptionByDefault": { "sseAlgorithm": "AES256" } }] }""");

        Assert.Equal(
            ["PLN008 error backups: the bucket has no BucketServerSideEncryptionConfiguration, but sovereignty.keys is customer-managed."],
            Check(_strict, bucket));
        Assert.Equal(
            [
                "PLN008 error encryption.rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId: no customer-managed key is named, " +
                "but sovereignty.keys is customer-managed.",
            ],
            Check(_strict, bucket, encryption with { DependsOn = [bucket.Urn] }));
    }

    [Fact]
    public void Warns_of_the_record_of_a_bucket_that_cannot_have_a_key()
    {
        var encryption = Resource(
            Encryption, "record-encryption",
            """{ "bucket": "record", "rules": [{ "applyServerSideEncryptionByDefault": { "sseAlgorithm": "AES256" } }] }""");
        var logging = Resource("aws:s3/bucketLogging:BucketLogging", "logging", """{ "bucket": "backups", "targetBucket": "record" }""");

        Assert.Equal(
            [
                "PLN008 warning record-encryption: the record of who used the backups is encrypted with a key of Amazon S3, but " +
                "sovereignty.keys is customer-managed: S3 writes such a record to no bucket whose default is a customer-managed key.",
            ],
            Check(_strict, encryption, logging));
        Assert.StartsWith(
            "PLN008 error",
            Assert.Single(Check(_strict, Resource(Encryption, "encryption", """
                { "bucket": "backups", "rules": [{ "applyServerSideEncryptionByDefault": { "sseAlgorithm": "AES256" } }] }
                """), logging)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_of_logs_under_a_key_of_Microsoft() => Assert.Equal(
        [
            "PLN008 warning x: logs are encrypted with a Microsoft-managed key, but sovereignty.keys is customer-managed: a workspace " +
            "can use a customer-managed key only in a dedicated cluster, which needs at least 100 GB of logs a day.",
        ],
        Check(_strict, Resource("azure-native:operationalinsights:Workspace", "x", "{}")));

    [Theory]
    [InlineData(EndpointAccess.Public, "error x.properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri: no " +
        "customer-managed key is named, but sovereignty.keys is customer-managed.")]
    [InlineData(EndpointAccess.Private, "warning x: what the vault knows of backups is encrypted with a Microsoft-managed key, but " +
        "sovereignty.keys is customer-managed: a Backup vault cannot use a key in a vault that is closed to networks.")]
    public void Warns_of_a_vault_of_backups_that_cannot_have_a_key(EndpointAccess endpoints, string found) => Assert.Equal(
        [$"PLN008 {found}"],
        Check(
            _strict with { Endpoints = endpoints },
            Resource(
                "azure-native:dataprotection:BackupVault", "x", """{ "properties": { "storageSettings": [] } }""") with
            {
                Protect = true,
            }));

    // A copy of inputs without a value; of a list without that of its first item.
    private static JsonObject Without(JsonObject inputs, string path)
    {
        var copy = inputs.DeepClone().AsObject();
        var names = path.Split('.');
        JsonNode? at = copy;
        foreach (var name in names[..^1])
        {
            at = name.EndsWith("[]", StringComparison.Ordinal) ? at![name[..^2]]![0] : at![name];
        }

        Assert.True(at!.AsObject().Remove(names[^1]), $"There is no {path}.");
        return copy;
    }
}
