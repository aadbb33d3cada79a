using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Observability;
using Infra.Specification.Pools;
using Infra.Specification.Storage;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksClusterTests
{
    private const string Cluster = "aws:eks/cluster:Cluster";
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

    [Fact]
    public async Task Creates_a_private_cluster_with_the_platforms_defaults()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);
        var cluster = plan.Inputs(Cluster);

        Assert.Equal("acme-test-frankfurt", (string?)cluster["name"]);
        Assert.Equal(
            """{"authenticationMode":"API","bootstrapClusterCreatorAdminPermissions":false}""",
            cluster["accessConfig"]!.ToJsonString());
        Assert.False((bool)cluster["bootstrapSelfManagedAddons"]!);
        Assert.True((bool)cluster["deletionProtection"]!);
        Assert.True((bool)cluster["zonalShiftConfig"]!["enabled"]!);
        Assert.Equal("STANDARD", (string?)cluster["upgradePolicy"]!["supportType"]);
        Assert.Equal(
            """["api","audit","authenticator","controllerManager","scheduler"]""",
            cluster["enabledClusterLogTypes"]!.ToJsonString());
        Assert.True((bool)cluster["vpcConfig"]!["endpointPrivateAccess"]!);
        Assert.False((bool)cluster["vpcConfig"]!["endpointPublicAccess"]!);
        Assert.Equal(
            """["${frankfurt-intra-a.id}","${frankfurt-intra-b.id}","${frankfurt-intra-c.id}"]""",
            cluster["vpcConfig"]!["subnetIds"]!.ToJsonString());
    }

    [Fact]
    public async Task Keeps_the_logs_that_the_specification_names()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { ControlPlaneLogs = [EksLog.Audit, EksLog.ControllerManager] });

        Assert.Equal("""["audit","controllerManager"]""", plan.Inputs(Cluster)["enabledClusterLogTypes"]!.ToJsonString());
    }

    [Fact]
    public async Task Creates_a_public_endpoint_only_where_endpoints_are_public_and_only_for_the_named_networks()
    {
        var platform = EksPlan.Platform with { Sovereignty = EksPlan.Platform.Sovereignty with { Endpoints = EndpointAccess.Public } };

        var plan = await EksPlan.Of(platform, EksPlan.Cluster with { PublicAccessCidrs = ["198.51.100.0/24"] });

        var vpc = plan.Inputs(Cluster)["vpcConfig"]!;
        Assert.True((bool)vpc["endpointPublicAccess"]!);
        Assert.Equal("""["198.51.100.0/24"]""", vpc["publicAccessCidrs"]!.ToJsonString());
        Assert.Equal(["frankfurt-endpoint-s3"], plan.NamesOf(Endpoint));
    }

    [Fact]
    public async Task Creates_access_entries_for_administrators_and_viewers_and_for_nobody_else()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);

        Assert.Equal(
            ["frankfurt-administrator-111122223333-role-platform", "frankfurt-viewer-111122223333-role-audit"],
            plan.NamesOf("aws:eks/accessEntry:AccessEntry"));
        Assert.Equal(
            "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            (string?)plan.Inputs(
                "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
                "frankfurt-administrator-111122223333-role-platform")["policyArn"]);
    }

    [Fact]
    public async Task Hides_secrets_from_viewers()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);

        Assert.Equal(
            "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            (string?)plan.Inputs(
                "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
                "frankfurt-viewer-111122223333-role-audit")["policyArn"]);
    }

    [Fact]
    public async Task Lets_private_networks_of_the_specification_reach_the_private_endpoint_before_anything_uses_it()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { PrivateAccessCidrs = ["10.0.0.0/24"] });

        var rule = plan.Inputs("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "frankfurt-api-10.0.0.0-24");
        Assert.Equal("10.0.0.0/24", (string?)rule["cidrIpv4"]);
        Assert.Equal(443, (double)rule["toPort"]!);
    }

    [Fact]
    public async Task Opens_the_control_plane_alone_to_private_networks_and_no_node()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { PrivateAccessCidrs = ["10.0.0.0/24"] });

        Assert.Equal(
            "${frankfurt-api-sg.id}",
            (string?)plan.Inputs(
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "frankfurt-api-10.0.0.0-24")["securityGroupId"]);
        Assert.Equal("""["${frankfurt-api-sg.id}"]""", plan.Inputs(Cluster)["vpcConfig"]!["securityGroupIds"]!.ToJsonString());
        Assert.Null((await EksPlan.Of(EksPlan.Cluster)).Inputs(Cluster)["vpcConfig"]!["securityGroupIds"]);
    }

    [Fact]
    public async Task Leaves_the_control_plane_in_its_zones_when_nodes_get_another() =>
        Assert.Equal(["vpcConfig.subnetIds"], (await EksPlan.Of(EksPlan.Cluster)).Options(Cluster, "frankfurt-cluster").IgnoreChanges);

    [Fact]
    public async Task Creates_an_isolated_cluster_without_any_way_to_the_internet()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Network = EksPlan.Cluster.Network with { Egress = EksEgress.Isolated } });

        Assert.Empty(plan.NamesOf("aws:ec2/internetGateway:InternetGateway"));
        Assert.Empty(plan.NamesOf("aws:ec2/natGateway:NatGateway"));
        Assert.Empty(plan.NamesOf("aws:ec2/eip:Eip"));
        Assert.Empty(plan.NamesOf("aws:ec2/route:Route"));
        Assert.Equal(6, plan.NamesOf("aws:ec2/subnet:Subnet").Length);
        Assert.Equal(
            [
                "frankfurt-endpoint-autoscaling", "frankfurt-endpoint-ec2", "frankfurt-endpoint-ecr-api", "frankfurt-endpoint-ecr-dkr",
                "frankfurt-endpoint-eks", "frankfurt-endpoint-eks-auth", "frankfurt-endpoint-elasticloadbalancing",
                "frankfurt-endpoint-kms", "frankfurt-endpoint-logs", "frankfurt-endpoint-s3", "frankfurt-endpoint-ssm",
                "frankfurt-endpoint-ssmmessages", "frankfurt-endpoint-sts",
            ],
            plan.NamesOf(Endpoint));
        Assert.Equal("10.10.0.0/16", (string?)plan.Inputs("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")["cidrIpv4"]);
    }

    [Theory]
    [InlineData(EksEgress.NatPerZone, 3)]
    [InlineData(EksEgress.NatSingle, 1)]
    public async Task Creates_a_NAT_gateway_for_each_zone_or_one_for_all(EksEgress egress, int gateways)
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Network = EksPlan.Cluster.Network with { Egress = egress } });

        Assert.Equal(gateways, plan.NamesOf("aws:ec2/natGateway:NatGateway").Length);
        Assert.Equal(gateways + 1, plan.NamesOf("aws:ec2/route:Route").Length);
        Assert.Equal(9, plan.NamesOf("aws:ec2/routeTableAssociation:RouteTableAssociation").Length);
    }

    [Fact]
    public async Task Creates_subnets_that_load_balancers_and_Karpenter_find()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);

        Assert.Equal(
            """{"Name":"acme-test-frankfurt-private-a","ai-platform/cluster":"acme-test-frankfurt","karpenter.sh/discovery":""" +
            "\"acme-test-frankfurt\",\"kubernetes.io/role/internal-elb\":\"1\"}",
            plan.Inputs("aws:ec2/subnet:Subnet", "frankfurt-private-a")["tags"]!.ToJsonString());
        Assert.Equal(
            """{"Name":"acme-test-frankfurt-public-a","ai-platform/cluster":"acme-test-frankfurt","kubernetes.io/role/elb":"1"}""",
            plan.Inputs("aws:ec2/subnet:Subnet", "frankfurt-public-a")["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task Creates_a_key_for_each_purpose_and_uses_it()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Fast = new(), Shared = new(), Parallel = new() } });

        Assert.Equal(
            ["frankfurt-backups-key", "frankfurt-logs-key", "frankfurt-secrets-key", "frankfurt-volumes-key"],
            plan.NamesOf("aws:kms/key:Key"));
        Assert.Equal(
            "alias/acme-test-frankfurt-secrets",
            (string?)plan.Inputs("aws:kms/alias:Alias", "frankfurt-secrets-key-alias")["name"]);
        Assert.True((bool)plan.Inputs("aws:kms/key:Key", "frankfurt-logs-key")["enableKeyRotation"]!);

        const string volumes = "arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-volumes-key.id}";
        Assert.Equal(
            "arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-secrets-key.id}",
            (string?)plan.Inputs(Cluster)["encryptionConfig"]!["provider"]!["keyArn"]);
        Assert.Equal(
            volumes,
            (string?)plan.Inputs("aws:ec2/launchTemplate:LaunchTemplate")["blockDeviceMappings"]![0]!["ebs"]!["kmsKeyId"]);
        Assert.Equal(volumes, (string?)plan.Inputs("aws:efs/fileSystem:FileSystem")["kmsKeyId"]);
        Assert.Equal(
            volumes,
            (string?)plan.Inputs("kubernetes:storage.k8s.io/v1:StorageClass", "frankfurt-class-parallel")["parameters"]!["kmsKeyId"]);
        Assert.Equal(
            volumes,
            (string?)plan.Inputs("kubernetes:storage.k8s.io/v1:StorageClass", "frankfurt-class-fast")["parameters"]!["kmsKeyId"]);
        Assert.All(
            plan.NamesOf("aws:cloudwatch/logGroup:LogGroup"),
            name => Assert.Equal(
                "arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-logs-key.id}",
                (string?)plan.Inputs("aws:cloudwatch/logGroup:LogGroup", name)["kmsKeyId"]));
    }

    [Fact]
    public async Task Creates_no_keys_but_encrypts_all_the_same_where_the_provider_manages_them()
    {
        var platform = EksPlan.Platform with { Sovereignty = EksPlan.Platform.Sovereignty with { Keys = KeyManagement.ProviderManaged } };

        var plan = await EksPlan.Of(platform, EksPlan.Cluster with { Storage = new StorageSpec { Fast = new(), Shared = new() } });

        Assert.DoesNotContain("aws:kms/key:Key", plan.Types);
        Assert.False(plan.Inputs(Cluster).ContainsKey("encryptionConfig"));
        Assert.Equal(
            "true",
            (string?)plan.Inputs("aws:ec2/launchTemplate:LaunchTemplate")["blockDeviceMappings"]![0]!["ebs"]!["encrypted"]);
        Assert.True((bool)plan.Inputs("aws:efs/fileSystem:FileSystem")["encrypted"]!);
        Assert.Equal(
            "AES256",
            (string?)plan.Inputs(
                "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "frankfurt-backups-encryption")
                ["rules"]![0]!["applyServerSideEncryptionByDefault"]!["sseAlgorithm"]);
    }

    [Fact]
    public async Task Creates_logs_that_are_ours_before_anything_writes_them()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { LogRetentionDays = 180 });

        var logs = plan.Inputs("aws:cloudwatch/logGroup:LogGroup", "frankfurt-control-plane-logs");
        Assert.Equal("/aws/eks/acme-test-frankfurt/cluster", (string?)logs["name"]);
        Assert.Equal(180, (double)logs["retentionInDays"]!);
        Assert.Equal("ALL", (string?)plan.Inputs("aws:ec2/flowLog:FlowLog")["trafficType"]);
    }

    [Fact]
    public async Task Keeps_logs_of_workloads_where_asked_under_the_key_of_logs_for_writers_that_can_do_nothing_else()
    {
        var platform = EksPlan.Platform with { Observability = new() { Logs = new() { Store = LogPlace.Own } } };
        var plan = await EksPlan.Of(
            platform, EksPlan.Cluster with { LogRetentionDays = 365 }, new WorkloadIdentity("opentelemetry", "gateway", Access.LogStore));

        var logs = plan.Inputs("aws:cloudwatch/logGroup:LogGroup", "frankfurt-workload-logs");
        Assert.Equal("/ai-platform/acme-test-frankfurt/workloads", (string?)logs["name"]);
        Assert.Equal(365, (double)logs["retentionInDays"]!);
        Assert.Equal("arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-logs-key.id}", (string?)logs["kmsKeyId"]);
        const string group = "arn:aws:logs:eu-central-1:123456789012:log-group:/ai-platform/acme-test-frankfurt/workloads";
        Assert.Contains($"\"{group}\"", (string?)plan.Inputs("aws:kms/key:Key", "frankfurt-logs-key")["policy"], StringComparison.Ordinal);
        Assert.Equal(
            $$$"""
            [{"Sid":"Write","Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],
            "Resource":["{{{group}}}","{{{group}}}:*"]}]
            """.ReplaceLineEndings(""),
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-opentelemetry-gateway-policy", "policy")["Statement"]!
                .ToJsonString());
        Assert.DoesNotContain("frankfurt-workload-logs", (await EksPlan.Of(EksPlan.Cluster)).NamesOf("aws:cloudwatch/logGroup:LogGroup"));
    }

    [Fact]
    public async Task Creates_the_managed_add_ons_at_their_pinned_versions()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);

        Assert.Equal(
            [
                "frankfurt-add-on-aws-ebs-csi-driver", "frankfurt-add-on-coredns", "frankfurt-add-on-eks-node-monitoring-agent",
                "frankfurt-add-on-eks-pod-identity-agent", "frankfurt-add-on-kube-proxy", "frankfurt-add-on-metrics-server",
                "frankfurt-add-on-snapshot-controller", "frankfurt-add-on-vpc-cni",
            ],
            plan.NamesOf("aws:eks/addon:Addon"));
        Assert.Equal("v1.35.3-eksbuild.18", (string?)plan.Inputs("aws:eks/addon:Addon", "frankfurt-add-on-kube-proxy")["addonVersion"]);
        Assert.Equal(
            """{"enableNetworkPolicy":"true","env":{"ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"1"}}""",
            (string?)plan.Inputs("aws:eks/addon:Addon", "frankfurt-add-on-vpc-cni")["configurationValues"]);
        Assert.Equal(
            "ebs-csi-controller-sa",
            (string?)plan.Inputs(
                "aws:eks/addon:Addon",
                "frankfurt-add-on-aws-ebs-csi-driver")["podIdentityAssociations"]![0]!["serviceAccount"]);
    }

    [Fact]
    public async Task Creates_a_kubeconfig_without_any_credential()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);

        var provider = plan.Inputs("pulumi:providers:kubernetes");
        Assert.Equal("arn:aws:eks:eu-central-1:123456789012:cluster/acme-test-frankfurt", (string?)provider["clusterIdentifier"]);
        Assert.True((bool)provider["enableServerSideApply"]!);
        Assert.Contains(
            "\"args\":[\"eks\",\"get-token\",\"--region\",\"eu-central-1\",\"--cluster-name\",\"acme-test-frankfurt\",\"--output\"," +
            "\"json\"]",
            (string?)provider["kubeconfig"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protects_what_holds_data_or_keys()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Shared = new() } });

        Assert.Equal(
            [
                "aws:efs/fileSystem:FileSystem frankfurt-shared", "aws:eks/cluster:Cluster frankfurt-cluster",
                "aws:kms/key:Key frankfurt-backups-key", "aws:kms/key:Key frankfurt-logs-key", "aws:kms/key:Key frankfurt-secrets-key",
                "aws:kms/key:Key frankfurt-volumes-key", "aws:s3/bucket:Bucket frankfurt-backups",
                "aws:s3/bucket:Bucket frankfurt-backups-access",
            ],
            plan.Protected);
    }

    [Theory]
    [InlineData("eusc-de-east-1", "aws-eusc", "eu.amazonaws.eusc-de-east-1.ecr.api")]
    [InlineData("us-gov-west-1", "aws-us-gov", "com.amazonaws.us-gov-west-1.ecr.api")]
    public async Task Follows_the_partition_of_the_region(string region, string partition, string registry)
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Region = region, Access = new() });

        Assert.Equal(
            $"arn:{partition}:iam::aws:policy/AmazonEKSClusterPolicy",
            (string?)plan.Inputs(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "frankfurt-cluster-role-AmazonEKSClusterPolicy")["policyArn"]);
        Assert.Equal(registry, (string?)plan.Inputs(Endpoint, "frankfurt-endpoint-ecr-api")["serviceName"]);
        Assert.Equal($"{region}a", (string?)plan.Inputs("aws:ec2/subnet:Subnet", "frankfurt-private-a")["availabilityZone"]);
        Assert.Contains(
            $"arn:{partition}:iam::123456789012:root",
            (string?)plan.Inputs("aws:kms/key:Key", "frankfurt-secrets-key")["policy"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binds_a_service_account_to_a_role_by_pod_identity()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster, new WorkloadIdentity("velero", "velero-server", Access.BackupStore));

        Assert.Equal(["frankfurt-velero-velero-server"], plan.NamesOf("kubernetes:core/v1:ServiceAccount"));
        var association = plan.Inputs("aws:eks/podIdentityAssociation:PodIdentityAssociation");
        Assert.Equal("velero", (string?)association["namespace"]);
        Assert.Equal("velero-server", (string?)association["serviceAccount"]);
        Assert.StartsWith(
            """{"Version":"2012-10-17","Statement":[{"Sid":"Assume","Effect":"Allow","Principal":""" +
            """{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"],"Condition":{""",
            (string?)plan.Inputs("aws:iam/role:Role", "frankfurt-velero-velero-server-role")["assumeRolePolicy"],
            StringComparison.Ordinal);
        var policy = plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-velero-velero-server-policy", "policy");
        Assert.Equal("""["arn:aws:s3:::acme-test-frankfurt-backups/*"]""", policy["Statement"]![1]!["Resource"]!.ToJsonString());
        Assert.Equal(
            """["arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-backups-key.id}"]""",
            policy["Statement"]![2]!["Resource"]!.ToJsonString());
    }

    [Theory]
    [InlineData(Access.BackupStore)]
    [InlineData(Access.NodeProvisioning)]
    [InlineData(Access.NodeGroupScaling)]
    [InlineData(Access.BlockVolumes)]
    [InlineData(Access.SharedVolumes)]
    [InlineData(Access.ParallelVolumes)]
    [InlineData(Access.Secrets)]
    public async Task Grants_every_kind_of_access(Access access)
    {
        var plan = await EksPlan.Of(EksPlan.Cluster, new WorkloadIdentity("tools", "tool", access));

        Assert.NotEmpty((string[])
        [
            .. plan.NamesOf("aws:iam/rolePolicy:RolePolicy").Where(name => name == "frankfurt-tools-tool-policy"),
            .. plan.NamesOf("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
                .Where(name => name.StartsWith("frankfurt-tools-tool-role-", StringComparison.Ordinal)),
        ]);
    }

    [Theory]
    [InlineData(Provisioner.Managed, false)]
    [InlineData(Provisioner.Karpenter, true)]
    public async Task Lets_the_driver_of_disks_touch_only_those_of_its_cluster_and_attach_them_to_its_nodes(
        Provisioner provisioner, bool karpenter)
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with
        {
            Pools = [new EksNodePoolSpec { Name = "general", Machine = "m7i.2xlarge", Max = 3, Provisioner = provisioner }],
        });
        var statements = plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-aws-ebs-csi-driver-policy", "policy")["Statement"]!
            .AsArray().ToDictionary(statement => (string)statement!["Sid"]!, statement => statement!);

        Assert.DoesNotContain(
            plan.NamesOf("aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
            name => name.Contains("ebs-csi", StringComparison.Ordinal));
        Assert.Equal(
            """{"StringEquals":{"aws:ResourceTag/ebs.csi.aws.com/cluster-name":"acme-test-frankfurt"}}""",
            statements["UseVolumes"]["Condition"]!.ToJsonString());
        Assert.Equal(
            """{"StringEquals":{"aws:RequestTag/ebs.csi.aws.com/cluster-name":"acme-test-frankfurt"}}""",
            statements["MakeVolumes"]["Condition"]!.ToJsonString());
        Assert.Equal(
            """{"StringEquals":{"aws:ResourceTag/eks:cluster-name":"acme-test-frankfurt"}}""",
            statements["AttachToNodeGroups"]["Condition"]!.ToJsonString());
        Assert.Equal(karpenter, statements.ContainsKey("AttachToKarpenter"));
        Assert.Equal(
            ["Key", "Read"],
            statements.Where(statement => statement.Value["Condition"] is null).Select(statement => statement.Key)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tags_the_disks_of_claims_as_everything_else()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);

        Assert.Equal(
            """{"ai-platform/cluster":"acme-test-frankfurt","ai-platform/environment":"test","ai-platform/organization":"acme"}""",
            plan.Document("aws:eks/addon:Addon", "frankfurt-add-on-aws-ebs-csi-driver", "configurationValues")
                ["controller"]!["extraVolumeTags"]!.ToJsonString());
    }

    [Fact]
    public void Rejects_access_that_has_no_meaning_in_IAM()
    {
        var error = Assert.Throws<NotSupportedException>(() => Infra.Components.Clusters.Eks.Iam.EksAccessPolicies.Statements(
            (Access)99, new(EksPlan.Platform, EksPlan.Cluster), "111122223333", "", "", ""));

        Assert.Equal("EKS grants no access of the kind 99.", error.Message);
    }
}
