using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Rules;
using Infra.Specification;

namespace Infra.Tests.Rules.Planned;

public sealed class PlanRulesTests
{
    private const string Bucket = "aws:s3/bucket:Bucket";
    private const string PublicAccessBlock = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    private const string Encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

    private static readonly SovereigntySpec Strict = new() { Locations = ["eu"], Operators = ["eu"] };
    private static readonly SovereigntySpec Lax = Strict with { Endpoints = EndpointAccess.Public, Keys = KeyManagement.ProviderManaged };

    [Fact]
    public void Rejects_a_resource_with_the_default_provider() => Assert.Equal(
        ["PLN001 error queue: aws:sqs/queue:Queue has no explicit provider; set Provider in its options or on a parent component."],
        Check(Lax, Resource("aws:sqs/queue:Queue", "queue", "{}") with { Provider = null }));

    [Fact]
    public void Accepts_components_and_providers_without_a_provider() => Assert.Empty(Check(
        Lax,
        Resource("infra:clusters:Eks", "frankfurt", "{}") with { Provider = null, Custom = false },
        Resource("pulumi:providers:aws", "aws-eu-central-1", "{}") with { Provider = null }));

    [Theory]
    [InlineData("kubernetes:core/v1:Service", """{ "spec": { "type": "LoadBalancer" } }""", "frankfurt-x")]
    [InlineData("kubernetes:helm.sh/v3:Release", """{ "values": { "proxy": { "service": { "type": "LoadBalancer", "annotations": {} } } } }""", "frankfurt-x.values.proxy.service")]
    public void Rejects_a_load_balancer_that_faces_the_internet(string type, string inputs, string path) => Assert.Equal(
        [
            $"PLN002 error {path}: a load balancer without an annotation that keeps it internal, while sovereignty.endpoints is private. Allowed: "
            + "service.beta.kubernetes.io/aws-load-balancer-internal: \"true\", service.beta.kubernetes.io/aws-load-balancer-scheme: \"internal\", "
            + "service.beta.kubernetes.io/azure-load-balancer-internal: \"true\".",
        ],
        Check(Strict, Resource(type, "frankfurt-x", inputs)));

    [Theory]
    [InlineData("frankfurt-x", """{ "metadata": { "annotations": { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } }, "spec": { "type": "LoadBalancer" } }""")]
    [InlineData("frankfurt-x", """{ "spec": { "type": "ClusterIP" } }""")]
    [InlineData("berlin-x", """{ "spec": { "type": "LoadBalancer" } }""")]
    public void Accepts_a_load_balancer_inside(string name, string inputs) =>
        Assert.Empty(Check(Strict, Resource("kubernetes:core/v1:Service", name, inputs)));

    [Theory]
    [InlineData("aws:ec2/eip:Eip", "{}", "x", "a public address that no NAT gateway uses")]
    [InlineData("azure-native:network:PublicIPAddress", "{}", "x", "a public address that no NAT gateway uses")]
    [InlineData("aws:ec2/subnet:Subnet", """{ "mapPublicIpOnLaunch": true }""", "x.mapPublicIpOnLaunch", "machines in this subnet get public addresses")]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", """{ "networkInterfaces": [{ "associatePublicIpAddress": "true" }] }""", "x.networkInterfaces", "machines of this template get public addresses")]
    [InlineData("azure-native:containerservice:AgentPool", """{ "enableNodePublicIP": true }""", "x.enableNodePublicIP", "nodes of this pool get public addresses")]
    public void Rejects_a_public_address(string type, string inputs, string path, string found) => Assert.Equal(
        [$"PLN003 error {path}: {found}, while sovereignty.endpoints is private. Allowed: the addresses of NAT gateways."],
        Check(Strict with { Keys = KeyManagement.ProviderManaged }, Resource(type, "x", inputs)));

    [Fact]
    public void Accepts_the_address_of_a_nat_gateway()
    {
        var address = Resource("aws:ec2/eip:Eip", "x", "{}");
        Assert.Empty(Check(Strict, address, Resource("aws:ec2/natGateway:NatGateway", "nat", "{}") with { DependsOn = [address.Urn] }));
    }

    [Fact]
    public void Rejects_a_bucket_that_nothing_closes_or_that_is_closed_in_part()
    {
        var bucket = Resource(Bucket, "backups", "{}") with { Protect = true };
        var block = Resource(PublicAccessBlock, "block", """{ "blockPublicAcls": true, "ignorePublicAcls": true }""") with { DependsOn = [bucket.Urn] };
        var strict = Strict with { Keys = KeyManagement.ProviderManaged };

        Assert.Equal(
            ["PLN004 error backups: a bucket without a BucketPublicAccessBlock, while sovereignty.endpoints is private."],
            Check(strict, bucket));
        Assert.Equal(
            ["PLN004 error block: does not set blockPublicPolicy, restrictPublicBuckets, while sovereignty.endpoints is private. Allowed: true for all four switches."],
            Check(strict, bucket, block));
    }

    [Theory]
    [InlineData("azure-native:storage:StorageAccount", """{ "allowBlobPublicAccess": false }""", "publicNetworkAccess: is nothing, which means Enabled, while sovereignty.endpoints is private. Allowed: Disabled.")]
    [InlineData("azure-native:storage:StorageAccount", """{ "publicNetworkAccess": "Disabled", "allowBlobPublicAccess": true }""", "allowBlobPublicAccess: is true, while sovereignty.endpoints is private. Allowed: false.")]
    [InlineData("azure-native:keyvault:Vault", """{ "properties": { "publicNetworkAccess": "Enabled" } }""", "properties.publicNetworkAccess: is Enabled, while sovereignty.endpoints is private. Allowed: Disabled.")]
    [InlineData("azure-native:storage:BlobContainer", """{ "publicAccess": "Blob" }""", "publicAccess: is Blob, while sovereignty.endpoints is private. Allowed: None.")]
    public void Rejects_a_store_that_the_internet_reaches(string type, string inputs, string finding) => Assert.Equal(
        [$"PLN005 error x.{finding}"],
        Check(Strict with { Keys = KeyManagement.ProviderManaged }, Resource(type, "x", inputs) with { Protect = true }));

    [Theory]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv4": "0.0.0.0/0" }""", "cidrIpv4: lets 0.0.0.0/0")]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv6": "::/0" }""", "cidrIpv6: lets ::/0")]
    [InlineData("aws:ec2/securityGroup:SecurityGroup", """{ "ingress": [{ "cidrBlocks": ["10.0.0.0/8", "0.0.0.0/0"] }] }""", "ingress[0].cidrBlocks: lets 0.0.0.0/0")]
    [InlineData("azure-native:network:NetworkSecurityGroup", """{ "securityRules": [{ "direction": "Inbound", "access": "Allow", "sourceAddressPrefix": "Internet" }] }""", "securityRules[0].sourceAddressPrefix: lets Internet")]
    public void Rejects_a_firewall_rule_that_lets_the_internet_in(string type, string inputs, string found) => Assert.Equal(
        [$"PLN006 error x.{found} in, while sovereignty.endpoints is private. Allowed: networks of one's own."],
        Check(Strict, Resource(type, "x", inputs)));

    [Theory]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv4": "10.0.0.0/8" }""")]
    [InlineData("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", """{ "cidrIpv4": "0.0.0.0/0" }""")]
    [InlineData("azure-native:network:NetworkSecurityGroup", """{ "securityRules": [{ "direction": "Inbound", "access": "Deny", "sourceAddressPrefix": "*" }] }""")]
    public void Accepts_firewall_rules_of_the_own_networks(string type, string inputs) =>
        Assert.Empty(Check(Strict, Resource(type, "x", inputs)));

    [Theory]
    [InlineData("aws:eks/cluster:Cluster", """{ "vpcConfig": { "endpointPrivateAccess": true } }""", "vpcConfig.endpointPublicAccess: is not false")]
    [InlineData("aws:eks/cluster:Cluster", """{ "vpcConfig": { "endpointPublicAccess": false } }""", "vpcConfig.endpointPrivateAccess: is not true")]
    [InlineData("azure-native:containerservice:ManagedCluster", "{}", "apiServerAccessProfile.enablePrivateCluster: is not true")]
    public void Rejects_a_control_plane_on_the_internet(string type, string inputs, string found) => Assert.Equal(
        [$"PLN007 error x.{found}, while sovereignty.endpoints is private."],
        Check(Strict with { Keys = KeyManagement.ProviderManaged }, Resource(type, "x", inputs)));

    [Theory]
    [InlineData("aws:cloudwatch/logGroup:LogGroup", "{}", "kmsKeyId")]
    [InlineData("aws:sqs/queue:Queue", """{ "sqsManagedSseEnabled": true }""", "kmsMasterKeyId")]
    [InlineData("aws:efs/fileSystem:FileSystem", """{ "encrypted": true }""", "kmsKeyId")]
    [InlineData("aws:fsx/lustreFileSystem:LustreFileSystem", "{}", "kmsKeyId")]
    [InlineData("aws:eks/cluster:Cluster", "{}", "encryptionConfig.provider.keyArn")]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", """{ "blockDeviceMappings": [{ "ebs": { "encrypted": "true" } }] }""", "blockDeviceMappings")]
    [InlineData("azure-native:storage:StorageAccount", "{}", "encryption.keyVaultProperties.keyName")]
    [InlineData("azure-native:compute:DiskEncryptionSet", "{}", "activeKey.keyUrl")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{ "diskEncryptionSetID": "des" }""", "securityProfile.azureKeyVaultKms.keyId")]
    [InlineData("kubernetes:storage.k8s.io/v1:StorageClass", """{ "provisioner": "ebs.csi.aws.com" }""", "parameters.kmsKeyId")]
    public void Rejects_a_store_without_a_key_of_the_customer(string type, string inputs, string path) => Assert.Equal(
        [$"PLN008 error x.{path}: names no key of the customer, while sovereignty.keys is customer-managed."],
        Check(Strict with { Endpoints = EndpointAccess.Public }, Resource(type, "x", inputs) with { Protect = true }));

    [Fact]
    public void Rejects_a_bucket_whose_encryption_is_missing_or_without_a_key()
    {
        var bucket = Resource(Bucket, "backups", "{}") with { Protect = true };
        var encryption = Resource(Encryption, "encryption", """{ "rules": [{ "applyServerSideEncryptionByDefault": { "sseAlgorithm": "AES256" } }] }""");
        var strict = Strict with { Endpoints = EndpointAccess.Public };

        Assert.Equal(
            ["PLN008 error backups: a bucket without a BucketServerSideEncryptionConfiguration, while sovereignty.keys is customer-managed."],
            Check(strict, bucket));
        Assert.Equal(
            ["PLN008 error encryption.rules: names no key of the customer, while sovereignty.keys is customer-managed."],
            Check(strict, bucket, encryption with { DependsOn = [bucket.Urn] }));
    }

    [Theory]
    [InlineData("aws:s3/bucket:Bucket")]
    [InlineData("aws:kms/key:Key")]
    [InlineData("azure-native:keyvault:Vault")]
    [InlineData("azure-native:storage:StorageAccount")]
    public void Rejects_a_store_or_key_that_may_be_deleted(string type) => Assert.Equal(
        [$"PLN009 error x: {type} holds data or keys and is not protected; set Protect in its options."],
        Check(Lax, Resource(type, "x", "{}")));

    [Fact]
    public void Accepts_public_endpoints_and_the_keys_of_the_cloud_where_the_stack_allows_them() => Assert.Empty(Check(
        Lax,
        Resource("aws:ec2/eip:Eip", "address", "{}"),
        Resource("aws:eks/cluster:Cluster", "cluster", "{}"),
        Resource("kubernetes:core/v1:Service", "service", """{ "spec": { "type": "LoadBalancer" } }"""),
        Resource("aws:cloudwatch/logGroup:LogGroup", "logs", "{}")));

    private static IEnumerable<string> Check(SovereigntySpec sovereignty, params PlannedResource[] resources)
    {
        var platform = new PlatformSpec
        {
            Organization = "acme",
            Environment = "dev",
            Sovereignty = sovereignty,
            Clusters =
            [
                new OnPremClusterSpec { Name = "berlin", Region = "berlin", Version = "1.35", Distribution = Distribution.Rke2 },
            ],
        };
        return RuleSet.Check(new ResourcePlan("ai-platform", "dev", platform, [.. resources], [])).Select(finding => finding.ToString());
    }

    private static PlannedResource Resource(string type, string name, string inputs) => new(
        $"urn:pulumi:dev::ai-platform::{type}::{name}", type, name, null, "provider", ImmutableArray<string>.Empty, false, JsonNode.Parse(inputs)!.AsObject());
}
