using Infra.Planning;
using Infra.Rules.Planned;
using Infra.Specification;
using Infra.Tests.Components.Clusters.Aks;
using static Infra.Tests.Rules.Planned.PlannedResources;

namespace Infra.Tests.Rules.Planned;

public sealed class PlanRulesTests
{
    private const string Bucket = "aws:s3/bucket:Bucket";
    private const string PublicAccessBlock = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

    [Fact]
    public void Accepts_a_rule_of_a_firewall_for_what_goes_out() => Assert.Empty(Check(Strict, Resource(
        "azure-native:network:NetworkSecurityGroup", "x",
        """{ "securityRules": [{ "direction": "Outbound", "access": "Allow", "sourceAddressPrefix": "*" }] }""")));

    [Theory]
    [InlineData("aws:efs/fileSystem:FileSystem")]
    [InlineData("aws:fsx/lustreFileSystem:LustreFileSystem")]
    [InlineData("aws:kms/key:Key")]
    [InlineData("aws:s3/bucket:Bucket")]
    [InlineData("azure-native:compute:DiskEncryptionSet")]
    [InlineData("azure-native:keyvault:Key")]
    [InlineData("azure-native:keyvault:Vault")]
    [InlineData("azure-native:storage:StorageAccount")]
    [InlineData("azure-native:storagecache:AmlFilesystem")]
    public void Rejects_whatever_holds_data_or_keys_and_is_not_protected(string type) => Assert.Contains(
        $"PLN009 error x: {type} holds data or keys but is not protected; set Protect in its options.",
        Check(Strict, Resource(type, "x", "{}") with { Protect = false }));

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
    [InlineData("aws:ec2/eip:Eip", "{}", "x", "no NAT gateway uses this public address")]
    [InlineData("azure-native:network:PublicIPAddress", "{}", "x", "no NAT gateway uses this public address")]
    [InlineData("aws:ec2/subnet:Subnet", """{ "mapPublicIpOnLaunch": true }""", "x.mapPublicIpOnLaunch",
        "machines in this subnet get public addresses")]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", """{ "networkInterfaces": [{ "associatePublicIpAddress": "true" }] }""",
        "x.networkInterfaces", "machines of this template get public addresses")]
    [InlineData("azure-native:network:PublicIPPrefix", "{}", "x", "this is a range of public addresses")]
    [InlineData("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", """{ "spec": { "associatePublicIPAddress": true } }""",
        "x.spec.associatePublicIPAddress", "machines of this class get public addresses")]
    [InlineData("azure-native:containerservice:ManagedCluster",
        """{ "apiServerAccessProfile": { "enablePrivateCluster": true }, "networkProfile": { "outboundType": "loadBalancer" } }""",
        "x.networkProfile.outboundType",
        "egress goes through a load balancer with a public address")]
    [InlineData("azure-native:containerservice:ManagedCluster",
        """{ "apiServerAccessProfile": { "enablePrivateCluster": true }, "networkProfile": """ +
        """{ "outboundType": "userDefinedRouting" }, "agentPoolProfiles": [{ "enableNodePublicIP": true }] }""",
        "x.agentPoolProfiles[0].enableNodePublicIP", "nodes of this pool get public addresses")]
    [InlineData("azure-native:containerservice:AgentPool", """{ "enableNodePublicIP": true }""", "x.enableNodePublicIP",
        "nodes of this pool get public addresses")]
    public void Rejects_a_public_address(string type, string inputs, string path, string found) => Assert.Equal(
        [$"PLN003 error {path}: {found}, but sovereignty.endpoints is private. Allowed: the addresses of NAT gateways."],
        Check(Strict with { Keys = KeyManagement.ProviderManaged }, Resource(type, "x", inputs) with { Protect = true }));

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
        var block = Resource(PublicAccessBlock, "block", """{ "blockPublicAcls": true, "ignorePublicAcls": true }""") with
        {
            DependsOn = [bucket.Urn],
        };
        var strict = Strict with { Keys = KeyManagement.ProviderManaged };

        Assert.Equal(
            ["PLN004 error backups: the bucket has no BucketPublicAccessBlock, but sovereignty.endpoints is private."],
            Check(strict, bucket));
        Assert.Equal(
            ["PLN004 error block: the block does not set blockPublicPolicy, restrictPublicBuckets, but sovereignty.endpoints is private. " +
                "Allowed: true for all four switches."],
            Check(strict, bucket, block));
    }

    [Theory]
    [InlineData("azure-native:storage:StorageAccount", """{ "allowBlobPublicAccess": false }""",
        "publicNetworkAccess: the value is not set, which means Enabled, but sovereignty.endpoints is private. Allowed: Disabled.")]
    [InlineData("azure-native:storage:StorageAccount", """{ "publicNetworkAccess": "Disabled", "allowBlobPublicAccess": true }""",
        "allowBlobPublicAccess: the value is true, but sovereignty.endpoints is private. Allowed: false.")]
    [InlineData("azure-native:keyvault:Vault", """{ "properties": { "publicNetworkAccess": "Enabled" } }""",
        "properties.publicNetworkAccess: the value is Enabled, but sovereignty.endpoints is private. Allowed: Disabled.")]
    [InlineData("azure-native:storage:BlobContainer", """{ "publicAccess": "Blob" }""",
        "publicAccess: the value is Blob, but sovereignty.endpoints is private. Allowed: None.")]
    public void Rejects_a_store_that_the_internet_reaches(string type, string inputs, string finding) => Assert.Equal(
        [$"PLN005 error x.{finding}"],
        Check(Strict with { Keys = KeyManagement.ProviderManaged }, Resource(type, "x", inputs) with { Protect = true }));

    [Theory]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv4": "0.0.0.0/0" }""",
        "cidrIpv4: the rule lets 0.0.0.0/0")]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv6": "::/0" }""", "cidrIpv6: the rule lets ::/0")]
    [InlineData("aws:ec2/securityGroup:SecurityGroup", """{ "ingress": [{ "cidrBlocks": ["10.0.0.0/8", "0.0.0.0/0"] }] }""",
        "ingress[0].cidrBlocks: the rule lets 0.0.0.0/0")]
    [InlineData("azure-native:network:NetworkSecurityGroup",
        """{ "securityRules": [{ "direction": "Inbound", "access": "Allow", "sourceAddressPrefix": "Internet" }] }""",
        "securityRules[0].sourceAddressPrefix: the rule lets Internet")]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv4": "128.0.0.0/1" }""",
        "cidrIpv4: the rule lets 128.0.0.0/1")]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv6": "2001:db8::/32" }""",
        "cidrIpv6: the rule lets 2001:db8::/32")]
    [InlineData("aws:ec2/securityGroupRule:SecurityGroupRule", """{ "type": "ingress", "cidrBlocks": ["0.0.0.0/0"] }""",
        "cidrBlocks: the rule lets 0.0.0.0/0")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", """{ "remoteAccess": { "ec2SshKey": "admin" } }""", "remoteAccess: the rule lets 0.0.0.0/0")]
    [InlineData("azure-native:network:SecurityRule",
        """{ "direction": "Inbound", "access": "Allow", "sourceAddressPrefix": "AzureCloud" }""",
        "sourceAddressPrefix: the rule lets AzureCloud")]
    public void Rejects_a_firewall_rule_that_lets_the_internet_in(string type, string inputs, string found) => Assert.Equal(
        [$"PLN006 error x.{found} in, but sovereignty.endpoints is private. Allowed: your own networks."],
        Check(Strict, Resource(type, "x", inputs)));

    [Theory]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", """{ "cidrIpv4": "10.0.0.0/8" }""")]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        """{ "cidrIpv4": "${frankfurt-vpc.cidrBlock}", "cidrIpv6": "fd00::/8" }""")]
    [InlineData("azure-native:network:NetworkSecurityGroup",
        """{ "securityRules": [{ "direction": "Inbound", "access": "Allow", "sourceAddressPrefix": "VirtualNetwork" }] }""")]
    [InlineData("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", """{ "cidrIpv4": "0.0.0.0/0" }""")]
    [InlineData("azure-native:network:NetworkSecurityGroup",
        """{ "securityRules": [{ "direction": "Inbound", "access": "Deny", "sourceAddressPrefix": "*" }] }""")]
    public void Accepts_firewall_rules_of_the_own_networks(string type, string inputs) =>
        Assert.Empty(Check(Strict, Resource(type, "x", inputs)));

    [Theory]
    [InlineData("aws:eks/cluster:Cluster", """{ "vpcConfig": { "endpointPrivateAccess": true } }""",
        "vpcConfig.endpointPublicAccess: the value is not false")]
    [InlineData("aws:eks/cluster:Cluster", """{ "vpcConfig": { "endpointPublicAccess": false } }""",
        "vpcConfig.endpointPrivateAccess: the value is not true")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{ "networkProfile": { "outboundType": "userDefinedRouting" } }""",
        "apiServerAccessProfile.enablePrivateCluster: the value is not true")]
    public void Rejects_a_control_plane_on_the_internet(string type, string inputs, string found) => Assert.Equal(
        [$"PLN007 error x.{found}, but sovereignty.endpoints is private."],
        Check(Strict with { Keys = KeyManagement.ProviderManaged }, Resource(type, "x", inputs) with { Protect = true }));

    [Theory]
    [InlineData("aws:eks/cluster:Cluster")]
    [InlineData("azure-native:containerservice:ManagedCluster")]
    public void Rejects_a_control_plane_that_may_be_deleted(string type) => Assert.Equal(
        [$"PLN009 error x: {type} is not protected, although its cluster has deletionProtection; set Protect in its options."],
        Check(Lax, Resource(type, "x", "{}")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Accepts_a_control_plane_that_may_be_deleted_where_the_stack_says_so(bool deletionProtection)
    {
        var owner = Cluster("west");
        var platform = new PlatformSpec
        {
            Organization = "acme",
            Environment = "dev",
            Sovereignty = Lax,
            Clusters = [AksPlan.Cluster with { DeletionProtection = deletionProtection }],
        };
        var cluster = Resource("azure-native:containerservice:ManagedCluster", "west-cluster", "{}") with { Parent = owner.Urn };

        Assert.Equal(
            deletionProtection,
            new ProtectedStores().Check(platform, new ResourcePlan("ai-platform", "dev", [owner, cluster], [])).Any());
    }

    [Theory]
    [InlineData("aws:s3/bucket:Bucket")]
    [InlineData("aws:kms/key:Key")]
    [InlineData("azure-native:keyvault:Vault")]
    [InlineData("azure-native:storage:StorageAccount")]
    public void Rejects_a_store_or_key_that_may_be_deleted(string type) => Assert.Equal(
        [$"PLN009 error x: {type} holds data or keys but is not protected; set Protect in its options."],
        Check(Lax, Resource(type, "x", "{}")));

    [Fact]
    public void Accepts_public_endpoints_and_the_keys_of_the_cloud_where_the_stack_allows_them() => Assert.Empty(Check(
        Lax,
        Resource("aws:ec2/eip:Eip", "address", "{}"),
        Resource("aws:eks/cluster:Cluster", "cluster", "{}") with { Protect = true },
        Resource("kubernetes:core/v1:Service", "service", """{ "spec": { "type": "LoadBalancer" } }"""),
        Resource("aws:cloudwatch/logGroup:LogGroup", "logs", "{}")));
}
